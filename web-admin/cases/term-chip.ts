import type { LawPack } from '../../domain/law/law-pack.ts';
import { remaining, urgency, workingDayLength } from '../../domain/law/counting/remaining.ts';
import type { Language } from '../../domain/language.ts';
import type { TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { millisecondsBetween } from '../../domain/time/instant.ts';
import type { DeadlineChip } from '../../web-kit/components.ts';
import { deadlineMomentShort } from '../../wording/dates.ts';
import { duration, margin } from '../../wording/durations.ts';
import { say } from '../../wording/say.ts';

/** A decision term as the desk shows it. `endedAt` is when the commission decided. */
export type DeskTerm = {
  state: TermState['state'] | null;
  baseAt: Instant;
  dueAt: Instant | null;
  endedAt: Instant | null;
};

type Rules = Pick<LawPack, 'officeHours' | 'alarms'>;

/** The chip of the desk: remaining working time first, then the legal end. A term past its end is over at once. */
export function termChip(language: Language, term: DeskTerm, pack: Rules, now: Instant): DeadlineChip {
  const { state, baseAt, dueAt, endedAt } = term;
  if (state === null) return { state: 'none', lead: say(language, 'desk.term.none') };
  if (endedAt !== null && (state === 'met' || state === 'metLate')) return endedChip(language, state, dueAt, endedAt);
  const left = remaining(now, { baseAt, dueAt }, pack.officeHours);
  const pressing = urgency(left, pack.alarms);
  if (dueAt === null) {
    const detail = say(language, 'desk.term.since', { length: duration(language, left.elapsedMilliseconds) });
    return { state: pressing === 'over' ? 'over' : 'soon', lead: say(language, 'desk.term.at-once'), detail, share: 1 };
  }
  if (dueAt <= now) {
    const length = duration(language, millisecondsBetween(dueAt, now));
    return { state: 'over', lead: say(language, 'desk.term.over'), detail: say(language, 'desk.term.by', { length }) };
  }
  const lead = workingTimeLeft(language, left.workingMilliseconds ?? 0, pack);
  return { state: pressing, lead, detail: deadlineMomentShort(language, dueAt), share: left.shareUsed ?? 0 };
}

/** «7 ч 40 мин» or «2 дн. 3 ч», counted in office hours. */
export function workingTimeLeft(language: Language, milliseconds: number, pack: Rules): string {
  const day = workingDayLength(pack.officeHours);
  const minutes = Math.floor(milliseconds / 60_000);
  if (milliseconds >= day) {
    const days = Math.floor(milliseconds / day);
    return say(language, 'desk.left.days', { days, hours: Math.floor((milliseconds % day) / 3_600_000) });
  }
  return say(language, 'desk.left.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

function endedChip(
  language: Language,
  state: 'met' | 'metLate',
  dueAt: Instant | null,
  endedAt: Instant,
): DeadlineChip {
  const lead = say(language, state === 'met' ? 'desk.term.met' : 'desk.term.late');
  const detail = dueAt === null ? undefined : margin(language, millisecondsBetween(endedAt, dueAt));
  return { state: state === 'met' ? 'met' : 'late', lead, ...(detail === undefined ? {} : { detail }) };
}
