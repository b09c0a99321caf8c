import { addDays, dayOf, momentAt } from '../law/counting/calendar.ts';
import { deriveDeadline } from '../law/counting/derive-deadline.ts';
import { resumedEnd } from '../law/counting/resumed-end.ts';
import type { DerivedDeadline } from '../law/derivation.ts';
import type { ExtensionGround, LawPack } from '../law/law-pack.ts';
import type { Instant } from '../time/instant.ts';
import type { TermState } from './subject.ts';

/** A term under another version of the law. `due` is its exclusive end with everything that became of the term. */
export type RederivedTerm = {
  derived: DerivedDeadline;
  due: Instant | null;
  /** The law alone gives an end that has passed; the term ends with the day of the change instead. */
  isHeldBack: boolean;
};

/**
 * Derives a running or suspended term anew from the same base instant, and repeats what was ordered for it: extensions
 * (never to an end before the one they extend), suspensions and resumptions. Earlier changes of the law leave no trace:
 * the result depends on base, orders and pack. A term that the change would have ended already ends at 24:00 of the day
 * of the change in Bishkek, and no later than it would have: nobody is late by a law that was not yet known (chosen;
 * the pack marks it RE).
 */
export function rederiveTerm(
  term: TermState,
  { pack, baseEvent, now }: { pack: LawPack; baseEvent: string; now: Instant },
): RederivedTerm {
  const question = { pack, baseAt: term.base, baseEvent, votingDay: pack.votingDay };
  const derived = deriveDeadline({ ...question, ruleId: term.rule });
  const endBy = (ruleId: string): Instant | null => deriveDeadline({ ...question, ruleId }).dueAt;
  const { due, stoodStillSince } = repeatOrders(term, derived.dueAt, pack, endBy);
  const presentMoment = term.state === 'suspended' ? (stoodStillSince ?? now) : now;
  if (due === null || due > presentMoment) return { derived, due, isHeldBack: false };
  const endOfDay = momentAt(addDays(dayOf(presentMoment), 1));
  return { derived, due: term.due !== null && term.due < endOfDay ? term.due : endOfDay, isHeldBack: true };
}

type Repeated = { due: Instant | null; stoodStillSince: Instant | null };

function repeatOrders(
  { alterations = [] }: TermState,
  derivedDue: Instant | null,
  pack: LawPack,
  endBy: (ruleId: string) => Instant | null,
): Repeated {
  let due = derivedDue;
  let stoodStillSince: Instant | null = null;
  for (const { change, at, ground, to, stoodUntil = at } of alterations) {
    if (change === 'suspend') stoodStillSince = at;
    if (change === 'resume') {
      due = resumedEnd(due, stoodStillSince ?? stoodUntil, stoodUntil);
      stoodStillSince = null;
    }
    if (change === 'extend') {
      const rule = pack.complaints.extensionGrounds[ground as ExtensionGround]?.rule ?? null;
      due = later(due, rule === null ? to : endBy(rule));
    }
  }
  return { due, stoodStillSince };
}

function later(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one > other ? one : other;
}
