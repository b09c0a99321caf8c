import type { Language } from '../../domain/language.ts';
import { remaining, urgency } from '../../domain/law/counting/remaining.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { millisecondsBetween } from '../../domain/time/instant.ts';
import { deadlineMomentShort } from '../../wording/dates.ts';
import { duration, margin, remainingTime } from '../../wording/durations.ts';
import { say } from '../../wording/say.ts';
import type { DeadlineChip } from '../../web-kit/components.ts';

/** A term as far as its chip needs it; `endedAt` is when it was met. */
export type ChipTerm = {
  state: TermState['state'];
  baseAt: Instant;
  dueAt: Instant | null;
  endedAt: Instant | null;
};

/** The chip of a term in calendar time. A term that is past its end is over, also before anybody has noted it. */
export function deadlineChip(
  language: Language,
  term: ChipTerm,
  pack: Pick<LawPack, 'officeHours' | 'alarms'>,
  now: Instant,
): DeadlineChip {
  const { state, baseAt, dueAt, endedAt } = term;
  const word = (key: string, values?: Record<string, string>): string => say(language, `case.chip.${key}`, values);
  if (state === 'met' || state === 'metLate') {
    const lead = word(state === 'met' ? 'met' : 'late');
    const gap = dueAt === null || endedAt === null ? null : millisecondsBetween(endedAt, dueAt);
    return {
      state: state === 'met' ? 'met' : 'late',
      lead,
      ...(gap === null ? {} : { detail: margin(language, gap) }),
    };
  }
  if (dueAt === null) {
    const length = duration(language, millisecondsBetween(baseAt, now));
    return { state: 'soon', lead: word('at-once'), detail: word('elapsed', { length }), share: 1 };
  }
  const left = remaining(now, { baseAt, dueAt }, pack.officeHours);
  const pressing = urgency(left, pack.alarms);
  if (state === 'missed' || pressing === 'over') {
    const length = duration(language, millisecondsBetween(dueAt, now));
    return { state: 'over', lead: word('over'), detail: word('over-by', { length }) };
  }
  return {
    state: pressing,
    lead: remainingTime(language, left.milliseconds ?? 0),
    detail: deadlineMomentShort(language, dueAt),
    share: left.shareUsed ?? 0,
  };
}
