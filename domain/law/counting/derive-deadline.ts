import type { CalendarDay } from '../../time/calendar-day.ts';
import { addMilliseconds, type Instant } from '../../time/instant.ts';
import { weakest, type Certainty } from '../certainty.ts';
import type { CountedDay, DerivedDeadline, EventStep, NormStep, ResultStep } from '../derivation.ts';
import { lawRule, type LawPack, type LawRule } from '../law-pack.ts';
import { addDays, dayOf, justAfter, legalZone, momentAt, weekdayOf } from './calendar.ts';
import { scaleTerm } from './scale-term.ts';

const hour = 3_600_000;
const longestStrip = 10;
const shownAtEachEnd = 3;

/** What a term is derived from. `votingDay` is E in Asia/Bishkek; rules triggered by E count from it, not from `baseAt`. */
export type DeadlineQuestion = {
  pack: LawPack;
  ruleId: string;
  baseAt: Instant;
  baseEvent: string;
  votingDay: CalendarDay;
};

/**
 * When a term of the pack ends, and how that came about: event, norm, scaling, counting, result.
 * `dueAt` is exclusive: 00:00 in Bishkek of the day after the last one, shown as 24:00; null for *at once*.
 * Days are calendar days, weekends and holidays included (the rules of counting are derived from published dates, mark DR).
 * Throws for a rule the pack does not have.
 */
export function deriveDeadline(question: DeadlineQuestion): DerivedDeadline {
  const { pack, ruleId, baseAt } = question;
  const rule = lawRule(pack, ruleId);
  const scaling = scaleTerm(pack, rule);
  const n = scaling.applied ? scaling.to : rule.term.n;
  const start = rule.trigger === 'votingDay' ? question.votingDay : dayOf(baseAt);
  const countingCertainty = pack.counting[rule.counting].certainty;
  const result = resultOf(rule, n, start, baseAt);
  const used: Certainty[] = [countingCertainty, ...(scaling.applied ? [scaling.certainty] : [])];
  return {
    ruleId,
    packId: pack.id,
    packVersion: pack.version,
    calendarVersion: pack.calendarVersion,
    baseAt,
    dueAt: result.dueAt,
    zone: legalZone,
    certainty: weakest(rule.certainty, ...used),
    confirmed: rule.confirmed !== null,
    steps: [
      eventOf(question, rule, start),
      normOf(rule),
      scaling,
      {
        kind: 'counting',
        counting: rule.counting,
        n,
        certainty: countingCertainty,
        days: result.lastDay === null || rule.term.unit === 'hours' ? [] : strip(start, result.lastDay, rule.counting),
      },
      result,
    ],
  };
}

function eventOf({ baseAt, baseEvent }: DeadlineQuestion, rule: LawRule, start: CalendarDay): EventStep {
  const at = rule.trigger === 'votingDay' ? momentAt(start) : baseAt;
  return { kind: 'event', event: baseEvent, at, day: start };
}

function normOf(rule: LawRule): NormStep {
  const { id, term, direction, actor, article, certainty, confirmed } = rule;
  return { kind: 'norm', ruleId: id, term, direction, actor, article, certainty, confirmed };
}

function resultOf(rule: LawRule, n: number, start: CalendarDay, baseAt: Instant): ResultStep {
  const { closingHour, inclusiveHour } = rule;
  const shown = { kind: 'result', closingHour, inclusiveHour, zone: legalZone } as const;
  if (rule.counting === 'AT-ONCE') return { ...shown, dueAt: null, lastDay: null };
  if (rule.counting === 'HOURS') {
    const dueAt = addMilliseconds(baseAt, (rule.direction === 'before' ? -n : n) * hour);
    return { ...shown, dueAt, lastDay: dayOf(dueAt) };
  }
  const lastDay = addDays(start, offsetOf(rule, n));
  const closing = momentAt(lastDay, closingHour);
  return { ...shown, lastDay, dueAt: inclusiveHour && closingHour !== '24:00' ? justAfter(closing) : closing };
}

function offsetOf(rule: LawRule, n: number): number {
  if (rule.counting === 'CR-AFTER') return n;
  return rule.counting === 'CR-BEFORE' ? -(n + 1) : -n;
}

function strip(start: CalendarDay, lastDay: CalendarDay, counting: LawRule['counting']): CountedDay[] {
  const forward = counting === 'CR-AFTER';
  const days: CountedDay[] = [];
  const firstDay = forward ? start : lastDay;
  const endDay = forward ? lastDay : start;
  for (let day = firstDay; day <= endDay; day = addDays(day, 1)) {
    const role = day === lastDay ? 'last' : day === start ? 'start' : 'counted';
    days.push({ day, weekday: weekdayOf(day), index: days.length, role });
  }
  const indexed = forward ? days : days.map((each, place) => ({ ...each, index: days.length - 1 - place }));
  if (indexed.length <= longestStrip) return indexed;
  return [...indexed.slice(0, shownAtEachEnd), ...indexed.slice(-shownAtEachEnd)];
}
