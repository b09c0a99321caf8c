import { remaining, urgency } from '../../domain/law/counting/remaining.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Language } from '../../domain/language.ts';
import type { TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { millisecondsBetween } from '../../domain/time/instant.ts';
import { deadlineMomentShort } from '../../wording/dates.ts';
import { duration, margin, remainingTime } from '../../wording/durations.ts';
import { say } from '../../wording/say.ts';
import type { DeadlineChip } from '../components.ts';
import { staffTimeLeft } from './staff-time-left.ts';

/** A term as far as its chip needs it; `state` is null before one is set, `endedAt` is when it was met. */
export type ChipTerm = {
  readonly state: TermState['state'] | null;
  readonly baseAt: Instant;
  readonly dueAt: Instant | null;
  readonly endedAt: Instant | null;
};

/**
 * The chip of a term: what is left first, then the legal end. A term past its end is over, also before anybody has
 * noted it. For the public, time is calendar time and being late is the commission's; for staff it is what
 * `staffTimeLeft` says, and what must happen at once presses as soon as the alarm of the pack has passed.
 */
export function deadlineChip(
  language: Language,
  term: ChipTerm,
  pack: Pick<LawPack, 'officeHours' | 'alarms'>,
  now: Instant,
  { isForStaff = false }: { isForStaff?: boolean } = {},
): DeadlineChip {
  const { state, baseAt, dueAt } = term;
  if (state === null) return { state: 'none', lead: say(language, 'kit.chip.none') };
  if (state === 'met' || state === 'metLate') return endedChip(language, state, term);
  if (state === 'suspended') return { state: 'suspended', lead: say(language, 'kit.chip.suspended') };
  if (state === 'superseded' || state === 'lapsed')
    return { state: 'none', lead: say(language, state === 'lapsed' ? 'kit.chip.lapsed' : 'kit.chip.superseded') };
  const left = remaining(now, { baseAt, dueAt }, pack.officeHours);
  const pressing = urgency(left, pack.alarms);
  if (dueAt === null) {
    const detail = say(language, 'kit.chip.elapsed', { length: duration(language, left.elapsedMilliseconds) });
    return { state: isForStaff ? over(pressing) : 'soon', lead: say(language, 'kit.chip.at-once'), detail, share: 1 };
  }
  if (state === 'missed' || pressing === 'over') {
    const length = duration(language, millisecondsBetween(dueAt, now));
    const detail = say(language, isForStaff ? 'kit.chip.over-by' : 'kit.chip.commission-over-by', { length });
    return { state: 'over', lead: say(language, 'kit.chip.over'), detail };
  }
  const lead = isForStaff
    ? staffTimeLeft(language, left, pack.officeHours)
    : remainingTime(language, left.milliseconds ?? 0);
  return { state: pressing, lead, detail: deadlineMomentShort(language, dueAt), share: left.shareUsed ?? 0 };
}

function over(pressing: 'running' | 'soon' | 'over'): 'soon' | 'over' {
  return pressing === 'over' ? 'over' : 'soon';
}

function endedChip(language: Language, state: 'met' | 'metLate', { dueAt, endedAt }: ChipTerm): DeadlineChip {
  const gap = dueAt === null || endedAt === null ? null : millisecondsBetween(endedAt, dueAt);
  return {
    state: state === 'met' ? 'met' : 'late',
    lead: say(language, state === 'met' ? 'kit.chip.met' : 'kit.chip.late'),
    ...(gap === null ? {} : { detail: margin(language, gap) }),
  };
}
