import type { RecordState } from '../records/subject.ts';
import type { Instant } from '../time/instant.ts';

export const sittingStatuses = ['planned', 'open', 'closed'] as const;
export type SittingStatus = (typeof sittingStatuses)[number];

export const voteChoices = ['for', 'against', 'abstain'] as const;
export type VoteChoice = (typeof voteChoices)[number];

/** An agenda item decides one decision, and with it the complaints it answers. */
export type AgendaItem = {
  itemId: string;
  decisionId: string;
  complaintIds: readonly string[];
  textHash: string;
  state: 'pending' | 'voting' | 'adopted' | 'notAdopted' | 'noQuorum';
  votes: Record<string, { choice: VoteChoice; at: Instant }>;
  recusals: Record<string, { ground: string; at: Instant }>;
  /** Dissenting opinions by member: the newest version with the hash of its text. */
  dissents: Record<string, { hash: string; version: number; at: Instant }>;
  closedAt: Instant | null;
};

/** The state of a sitting. Members are public officials, known here by person id. */
export type SittingState = RecordState<SittingStatus> & {
  number: string;
  startsAt: Instant;
  openedAt: Instant | null;
  closedAt: Instant | null;
  members: readonly string[];
  present: readonly string[];
  items: readonly AgendaItem[];
};

/** Whether the hour of a planned sitting has passed and nobody has opened it. It can still be opened. */
export function wasNotOpened({ status, startsAt }: Pick<SittingState, 'status' | 'startsAt'>, now: Instant): boolean {
  return status === 'planned' && startsAt < now;
}

/** The item with the given id, if the agenda has it. */
export function agendaItem(state: SittingState, itemId: string): AgendaItem | undefined {
  return state.items.find((item) => item.itemId === itemId);
}

/** Hashes of the dissenting opinions attached to an item, in the order of the hashes; empty for an unknown item. */
export function dissentHashes(state: SittingState, itemId: string): string[] {
  return Object.values(agendaItem(state, itemId)?.dissents ?? {})
    .map(({ hash }) => hash)
    .toSorted();
}
