import type { AskableRegistry } from '../complaints/asked-registry.ts';
import type { Language } from '../language.ts';
import type { MeasureKind } from '../decisions/operative.ts';
import type { RedactionGround } from '../decisions/redaction/hidden-kinds.ts';
import type { CommissionKind } from '../people/role.ts';
import type { CalendarDay } from '../time/calendar-day.ts';
import type { Certainty } from './certainty.ts';

/** A text of the pack in the three languages. */
export type PackText = Record<Language, string>;

/** Where the law says it. `article` is null when no cited text gives the place. */
export type ArticleReference = { act: string; article: string | null; part: string | null };

/** Who confirmed a value of the pack, and on which day. */
export type Confirmation = { by: PackText; on: CalendarDay };

/** What every value of a pack carries: its place in the law, how it is known, and who confirmed it. */
export type Marked = { article: ArticleReference; certainty: Certainty; confirmed: Confirmation | null };

export const electionKinds = ['regular', 'early', 'repeat', 'byElection'] as const;
export type ElectionKind = (typeof electionKinds)[number];

export const termUnits = ['calendarDays', 'hours', 'atOnce'] as const;
export type TermUnit = (typeof termUnits)[number];

/**
 * Ways of counting. CR-AFTER: the starting day is not counted, the last day is X + n. CR-BEFORE: n full days lie
 * between, the last day is E − (n + 1). CR-BEFORE-N: the last day is E − n, as some publication duties are given.
 * HOURS: from moment to moment. AT-ONCE: no date at all.
 */
export const countingRules = ['CR-AFTER', 'CR-BEFORE', 'CR-BEFORE-N', 'HOURS', 'AT-ONCE'] as const;
export type CountingRule = (typeof countingRules)[number];

/** Rules the complaint procedure asks every pack for. */
export const requiredRuleIds = [
  'complaint_file',
  'complaint_upper_to_cec',
  'complaint_decide',
  'complaint_decide_voting_day',
  'complaint_decide_checked',
  'complaint_cure',
  'agency_answer_simple',
  'agency_answer_check',
  'agency_answer_voting_day',
  'respondent_explanation',
  'court1_file',
  'court1_decide',
  'court2_file',
  'court2_decide',
] as const;
export type RequiredRuleId = (typeof requiredRuleIds)[number];

export const silenceMeanings = [
  'leftUnexamined',
  'appealableInaction',
  'claimReturned',
  'decisionFinal',
  'lawyerDecides',
  'goesOnWithout',
  'unknown',
] as const;
export type SilenceMeaning = (typeof silenceMeanings)[number];

/** One term of the law. `earlyTerm` is the published term of early and repeat elections; null: scale the regular one. */
export type LawRule = Marked & {
  id: string;
  term: { n: number; unit: TermUnit };
  earlyTerm: number | null;
  direction: 'after' | 'before';
  /** What the term counts from; `votingDay` counts from E whatever instant is given. */
  trigger: string;
  counting: CountingRule;
  /** Clock time of the last day in the zone of the pack, `24:00` or `18:00`. */
  closingHour: string;
  /** Whether the named hour itself is still in time; 24:00 never is. */
  inclusiveHour: boolean;
  actor: string;
  whatSilenceMeans: { meaning: SilenceMeaning; certainty: Certainty };
};

/** How terms are cut in the kinds of election named; halves are rounded as `rounding` says. */
export type Scaling = {
  appliesTo: readonly ElectionKind[];
  numerator: number;
  denominator: number;
  rounding: 'nearest' | 'halfDown';
  certainty: Certainty;
};

export type QuorumRule = Marked & ({ kind: 'count'; n: number } | { kind: 'majorityOfMembers' });
export type MajorityRule = Marked & { kind: 'moreThanHalfOfParticipants' | 'moreThanHalfOfMembers' };
export type TieRule = Marked & { kind: 'rejected' | 'chairDecides' };

/** How a kind of commission decides. `members.atLeast` is true when the law gives only the smallest number. */
export type BodyRule = {
  kind: CommissionKind;
  members: Marked & { n: number; atLeast: boolean };
  quorum: QuorumRule;
  majority: MajorityRule;
  abstention: Marked & { permitted: boolean };
  tie: TieRule;
};

/** Against whose act a complaint is made, as far as competence asks. */
export const competenceSubjects = ['precinct', 'territorial', 'district', 'cec', 'other'] as const;
export type CompetenceSubject = (typeof competenceSubjects)[number];

/** Where a complaint belongs. `higherCommission` is the one above the commission complained of. */
export const competentBodies = ['higherCommission', 'cec', 'commissionOfPlace', 'administrativeCourt'] as const;
export type CompetentBody = (typeof competentBodies)[number];

/** Which body is competent; `or` names another one that is competent as well. */
export type CompetenceRule = Marked & { to: CompetentBody; or: CompetentBody | null };

/** When the commission works, for the desk's remaining working time. ISO weekdays, clock times in the pack's zone. */
export type OfficeHours = {
  weekdays: readonly number[];
  intervals: readonly { from: string; to: string }[];
  holidays: readonly { day: CalendarDay; name: PackText }[];
  extraWorkingDays: readonly CalendarDay[];
  certainty: Certainty;
};

/** Grounds on which a term may be extended or suspended; which of them exist, the pack says. */
export const extensionGrounds = ['checkNeeded', 'commissionDecision'] as const;
export type ExtensionGround = (typeof extensionGrounds)[number];
export const suspensionGrounds = ['courtProceedings', 'expertOpinion', 'bodyAnswerAwaited'] as const;
export type SuspensionGround = (typeof suspensionGrounds)[number];

/** What the procedure of complaints leaves to the pack. `rule` counts the extended term; null: to a named day. */
export type ComplaintRules = {
  cureSuspendsDecision: Marked & { value: boolean };
  /** Whether the term of a forwarded complaint counts from its arrival; otherwise from its first receipt. */
  forwardedTermFromArrival: Marked & { value: boolean };
  /** When a term ends that a change of the law would have ended already: with the day of the change. */
  shortenedTerm: Marked & { ends: 'withDayOfChange' };
  extensionGrounds: Partial<Record<ExtensionGround, Marked & { rule: string | null }>>;
  suspensionGrounds: Partial<Record<SuspensionGround, Marked>>;
};

/** When a running term is shown as soon over, and when an act due at once raises the alarm. Chosen, not law. */
export type Alarms = { soonShareLeft: number; soonWorkingMinutes: number; atOnceMinutes: number };

/**
 * Taking in what does not come through the portal. After how many hours from receipt an entry needs a reason is chosen;
 * on which days (0: voting day) an oral complaint is received is law.
 */
export type IntakeRule = {
  reasonAfterHours: number;
  oral: Marked & { daysAfterVoting: readonly number[] };
};

/**
 * What the law and the house say about decisions. `measures`: who may take which. `draftCheck`: whether another lawyer
 * checks a draft before its sitting; a rule of the house, not of the law. `redactionGrounds`: why places are hidden.
 */
export type DecisionRules = {
  draftCheck: { required: boolean; basis: 'houseRule' };
  measures: Record<MeasureKind, Marked & { commissions: readonly CommissionKind[] }>;
  redactionGrounds: Record<RedactionGround, Marked>;
};

/**
 * On which ground a registry may be asked about a complainant: the document that gives the right, its number and day, and
 * the place in it, or null for the whole.
 */
export type RegistryGround = {
  document: PackText;
  number: string;
  day: CalendarDay;
  place: string | null;
  certainty: Certainty;
  confirmed: Confirmation | null;
};

/** One edition of the election law as data, for one election. Nothing of it is law until a lawyer confirmed it. */
export type LawPack = {
  id: string;
  version: number;
  calendarVersion: string;
  title: PackText;
  votingDay: CalendarDay;
  electionKind: ElectionKind;
  zone: 'Asia/Bishkek';
  acts: Record<string, { title: PackText; short: PackText }>;
  scaling: Scaling;
  counting: Record<CountingRule, { certainty: Certainty }>;
  rules: Record<string, LawRule>;
  complaints: ComplaintRules;
  bodies: Record<CommissionKind, BodyRule>;
  competence: Record<CompetenceSubject, CompetenceRule>;
  decisions: DecisionRules;
  officeHours: OfficeHours;
  alarms: Alarms;
  intake: IntakeRule;
  /** Registries with a ground that the commission has set; for one that is not there no ground is set. */
  registries?: Partial<Record<AskableRegistry, RegistryGround>> | undefined;
};

/** How sure the ground is on which a registry is asked; UN where none is set. */
export function certaintyOfGround(pack: LawPack | undefined, registry: AskableRegistry): Certainty {
  return pack?.registries?.[registry]?.certainty ?? 'UN';
}

/** The rule of this id. An unknown id is a defect and thrown. */
export function lawRule(pack: LawPack, ruleId: string): LawRule {
  const rule = pack.rules[ruleId];
  if (rule === undefined) throw new RangeError(`pack ${pack.id} has no rule ${ruleId}`);
  return rule;
}

/** What the pack says of a ground to extend. A ground the pack does not know is a defect and thrown. */
export function extensionGround(pack: LawPack, ground: ExtensionGround): Marked & { rule: string | null } {
  const known = pack.complaints.extensionGrounds[ground];
  if (known === undefined) throw new RangeError(`pack ${pack.id} knows no ground ${ground}`);
  return known;
}
