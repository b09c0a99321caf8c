import type { AskableRegistry } from '../../complaints/asked-registry.ts';
import type { CommissionKind } from '../../people/role.ts';
import type { CalendarDay } from '../../time/calendar-day.ts';
import type { Certainty } from '../certainty.ts';
import type { LawRule, MajorityRule, PackText, RegistryGround } from '../law-pack.ts';

/** What an amendment of a rule can set; article and actor stay. */
export type RuleValue = Pick<
  LawRule,
  'term' | 'earlyTerm' | 'counting' | 'closingHour' | 'inclusiveHour' | 'certainty'
>;

/**
 * One change of the law, as data: holidays and working days, a term, quorum or majority of a kind of commission, voting
 * day, the ground on which a registry is asked, values that the commission confirms, or the whole pack written anew.
 */
export type EditionChange =
  | { kind: 'addHoliday'; day: CalendarDay; name: PackText }
  | { kind: 'addWorkingDay'; day: CalendarDay }
  | { kind: 'removeDay'; day: CalendarDay }
  | { kind: 'setRule'; rule: string; value: RuleValue }
  | { kind: 'setQuorum'; body: CommissionKind; quorum: number | 'majorityOfMembers'; certainty: Certainty }
  | { kind: 'setMajority'; body: CommissionKind; majority: MajorityRule['kind']; certainty: Certainty }
  | { kind: 'moveVotingDay'; day: CalendarDay }
  | {
      kind: 'setRegistryGround';
      registry: AskableRegistry;
      ground: Omit<RegistryGround, 'confirmed'>;
      isConfirmed: boolean;
    }
  | { kind: 'confirm'; values: readonly string[] }
  | { kind: 'replacePack' };
