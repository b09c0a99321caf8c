import type { CalendarDay } from '../../time/calendar-day.ts';
import type { Instant } from '../../time/instant.ts';
import { lawRule, type LawPack } from '../law-pack.ts';
import { addDays, dayOf } from './calendar.ts';

/**
 * Which term the decision on a complaint has: received on voting day or the day after it is decided at once,
 * else within the ordinary term (art. 45, mark RE). Days are those of Asia/Bishkek.
 */
export function ruleForDecision(
  pack: LawPack,
  baseAt: Instant,
  votingDay: CalendarDay,
): 'complaint_decide' | 'complaint_decide_voting_day' {
  const ruleId = isVotingTime(baseAt, votingDay) ? 'complaint_decide_voting_day' : 'complaint_decide';
  lawRule(pack, ruleId);
  return ruleId;
}

/** Voting day and the day after it, in Asia/Bishkek: what comes then is done at once. */
export function isVotingTime(at: Instant, votingDay: CalendarDay): boolean {
  const day = dayOf(at);
  return day === votingDay || day === addDays(votingDay, 1);
}
