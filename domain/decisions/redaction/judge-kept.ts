import { granted, refuse } from '../../refusals.ts';
import type { Outcome } from '../../refusals.ts';
import type { HiddenKind, KeepingGround } from './hidden-kinds.ts';

/** A place in a public text of which the detector is sure and which is not hidden. `key` names it among the others. */
export type LeftPlace = { key: string; place: string; kind: HiddenKind };

/** What the detector still finds, and what the approver keeps all the same, by key, each with a ground. */
export type ApprovalOfMarks = {
  left: readonly LeftPlace[];
  kept: readonly { key: string; ground: KeepingGround }[];
};

export type KeptPlace = { place: string; kind: HiddenKind; ground: KeepingGround };

/** The places kept, as the event records them; refuses REDACTION_LEFT with the first place that nobody has answered for. */
export function judgeKept({ left, kept }: ApprovalOfMarks): Outcome<KeptPlace[]> {
  const found: KeptPlace[] = [];
  for (const { key, place, kind } of left) {
    const answer = kept.find((one) => one.key === key);
    if (!answer) return refuse('REDACTION_LEFT', { ...placeDetails(place), kind });
    found.push({ place, kind, ground: answer.ground });
  }
  return granted(found);
}

/** `findings.1.evidence` as the part of the text and its number from 1, for sentences. */
export function placeDetails(place: string): { part: string; n: number } {
  const [part = '', number = '0'] = place.split('.');
  return { part, n: Number(number) + 1 };
}
