import { dayOf, momentAt } from '../../domain/law/counting/calendar.ts';
import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import type { OperationContext } from '../context.ts';
import { presentLaw } from './find-pack.ts';

/** What is asked: a rule of the law in force, a day `YYYY-MM-DD` and an hour `HH:MM` in Bishkek. */
export type AskedTerm = { rule: string; day: string; time: string };

/** The law in force with the term that was asked for; null as long as nothing was. */
export type CalculatedTerm = { pack: LawPack; derived: DerivedDeadline | null };

/**
 * Counts a term from any moment by a rule of the law in force, with the function that counts the terms of cases. A rule
 * that counts from voting day does so whatever the moment. Refuses NOT_FOUND before an election, and INPUT_INVALID with the
 * field that names no rule, no day or no hour.
 */
export async function calculateTerm(
  context: OperationContext,
  asked: AskedTerm | null,
): Promise<Outcome<CalculatedTerm>> {
  const pack = await presentLaw(context);
  if (!pack) return refuse('NOT_FOUND');
  if (asked === null) return granted({ pack, derived: null });
  const { rule, day, time } = asked;
  if (!Object.hasOwn(pack.rules, rule)) return refuse('INPUT_INVALID', { field: 'rule' });
  if (!isCalendarDay(day)) return refuse('INPUT_INVALID', { field: 'day' });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return refuse('INPUT_INVALID', { field: 'time' });
  const baseAt = momentAt(day, time);
  const question = { pack, ruleId: rule, baseAt, baseEvent: 'TERM_ASKED', votingDay: pack.votingDay };
  return granted({ pack, derived: deriveDeadline(question) });
}

/** The moment that the form begins with: now, to the minute. */
export async function momentToAsk(context: OperationContext): Promise<{ day: string; time: string }> {
  const { legal } = await context.clock();
  const minutes = Math.floor((Date.parse(legal) - Date.parse(momentAt(dayOf(legal)))) / 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return { day: dayOf(legal), time: `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` };
}
