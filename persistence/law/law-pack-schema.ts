import { z } from 'zod';
import { askableRegistries } from '../../domain/complaints/asked-registry.ts';
import { measureKinds } from '../../domain/decisions/operative.ts';
import { redactionGrounds } from '../../domain/decisions/redaction/hidden-kinds.ts';
import { certainties } from '../../domain/law/certainty.ts';
import {
  competenceSubjects,
  competentBodies,
  countingRules,
  electionKinds,
  extensionGrounds,
  requiredRuleIds,
  silenceMeanings,
  suspensionGrounds,
  termUnits,
  type LawPack,
} from '../../domain/law/law-pack.ts';
import { commissionKinds } from '../../domain/people/role.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';

const text = z.strictObject({ ky: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });
const day = z.string().refine(isCalendarDay, 'not a calendar day');
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const certainty = z.enum(certainties);
const counted = z.int().min(0).max(400);

const marked = {
  article: z.strictObject({ act: z.string(), article: z.string().nullable(), part: z.string().nullable() }),
  certainty,
  confirmed: z.strictObject({ by: text, on: day }).nullable().default(null),
};

const rule = z.strictObject({
  id: z.string(),
  term: z.strictObject({ n: counted, unit: z.enum(termUnits) }),
  earlyTerm: counted.nullable(),
  direction: z.enum(['after', 'before']),
  trigger: z.string(),
  counting: z.enum(countingRules),
  closingHour: clockTime,
  inclusiveHour: z.boolean(),
  actor: z.string(),
  ...marked,
  whatSilenceMeans: z.strictObject({ meaning: z.enum(silenceMeanings), certainty }),
});

const body = z.strictObject({
  kind: z.enum(commissionKinds),
  members: z.strictObject({ n: z.int().min(1), atLeast: z.boolean(), ...marked }),
  quorum: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('count'), n: z.int().min(1), ...marked }),
    z.strictObject({ kind: z.literal('majorityOfMembers'), ...marked }),
  ]),
  majority: z.strictObject({ kind: z.enum(['moreThanHalfOfParticipants', 'moreThanHalfOfMembers']), ...marked }),
  abstention: z.strictObject({ permitted: z.boolean(), ...marked }),
  tie: z.strictObject({ kind: z.enum(['rejected', 'chairDecides']), ...marked }),
});

const competence = z.strictObject({
  to: z.enum(competentBodies),
  or: z.enum(competentBodies).nullable(),
  ...marked,
});

const decisions = z.strictObject({
  draftCheck: z
    .strictObject({ required: z.boolean(), basis: z.literal('houseRule') })
    .default({ required: true, basis: 'houseRule' }),
  measures: z.record(
    z.enum(measureKinds),
    z.strictObject({ commissions: z.array(z.enum(commissionKinds)), ...marked }),
  ),
  redactionGrounds: z.record(z.enum(redactionGrounds), z.strictObject(marked)),
});

const registryGround = z.strictObject({
  document: text,
  number: z.string().min(1).max(100),
  day,
  place: z.string().min(1).max(100).nullable(),
  certainty,
  confirmed: marked.confirmed,
});

/** Shape of a law pack file; unknown fields are refused, so that a misspelt one cannot be lost. */
export const lawPackShape = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.int().min(1),
  calendarVersion: z.string().min(1),
  title: text,
  votingDay: day,
  electionKind: z.enum(electionKinds),
  zone: z.literal('Asia/Bishkek'),
  acts: z.record(z.string(), z.strictObject({ title: text, short: text })),
  scaling: z.strictObject({
    appliesTo: z.array(z.enum(electionKinds)),
    numerator: z.int().min(1),
    denominator: z.int().min(1),
    rounding: z.enum(['nearest', 'halfDown']),
    certainty,
  }),
  counting: z.record(z.enum(countingRules), z.strictObject({ certainty })),
  rules: z.record(z.string(), rule),
  complaints: z.strictObject({
    cureSuspendsDecision: z.strictObject({ value: z.boolean(), ...marked }),
    forwardedTermFromArrival: z.strictObject({ value: z.boolean(), ...marked }),
    shortenedTerm: z.strictObject({ ends: z.literal('withDayOfChange'), ...marked }),
    extensionGrounds: z.partialRecord(
      z.enum(extensionGrounds),
      z.strictObject({ rule: z.string().nullable(), ...marked }),
    ),
    suspensionGrounds: z.partialRecord(z.enum(suspensionGrounds), z.strictObject(marked)),
  }),
  bodies: z.record(z.enum(commissionKinds), body),
  competence: z.record(z.enum(competenceSubjects), competence),
  decisions,
  officeHours: z.strictObject({
    weekdays: z.array(z.int().min(1).max(7)),
    intervals: z.array(z.strictObject({ from: clockTime, to: clockTime })),
    holidays: z.array(z.strictObject({ day, name: text })),
    extraWorkingDays: z.array(day),
    certainty,
  }),
  alarms: z.strictObject({
    soonShareLeft: z.number().min(0).max(1),
    soonWorkingMinutes: z.int().min(0),
    atOnceMinutes: z.int().min(1),
  }),
  intake: z.strictObject({
    reasonAfterHours: z.int().min(1),
    oral: z.strictObject({ daysAfterVoting: z.array(z.int().min(0).max(30)), ...marked }),
  }),
  registries: z.partialRecord(z.enum(askableRegistries), registryGround).optional(),
});

/** The shape, and what ties its parts together: keys equal ids, references exist, counting suits the term. */
export const lawPackSchema = lawPackShape.superRefine((pack: LawPack, context) => {
  const fault = (path: PropertyKey[], message: string, params: { reason: string; named: string }) =>
    context.addIssue({ code: 'custom', path, message, params });
  for (const id of requiredRuleIds)
    if (!(id in pack.rules)) fault(['rules'], `rule ${id} is missing`, { reason: 'ruleMissing', named: id });
  for (const [key, each] of Object.entries(pack.rules)) {
    if (each.id !== key) fault(['rules', key, 'id'], `must be ${key}`, { reason: 'keyDiffers', named: key });
    if (!suits(each))
      fault(['rules', key, 'counting'], `${each.counting} does not suit ${each.term.unit} ${each.direction}`, {
        reason: 'countingDoesNotSuit',
        named: each.counting,
      });
  }
  for (const [key, each] of Object.entries(pack.bodies))
    if (each.kind !== key) fault(['bodies', key, 'kind'], `must be ${key}`, { reason: 'keyDiffers', named: key });
  for (const [key, { rule: ruleId }] of Object.entries(pack.complaints.extensionGrounds))
    if (ruleId !== null && !(ruleId in pack.rules))
      fault(['complaints', 'extensionGrounds', key, 'rule'], `rule ${ruleId} is missing`, {
        reason: 'ruleMissing',
        named: ruleId,
      });
  for (const { path, act } of actsNamed(pack))
    if (!(act in pack.acts)) fault(path, `act ${act} is not among the acts`, { reason: 'actUnknown', named: act });
});

function suits({ term, direction, counting }: LawPack['rules'][string]): boolean {
  if (term.unit === 'atOnce') return counting === 'AT-ONCE';
  if (term.unit === 'hours') return counting === 'HOURS';
  return direction === 'after' ? counting === 'CR-AFTER' : counting === 'CR-BEFORE' || counting === 'CR-BEFORE-N';
}

function actsNamed(pack: LawPack): { path: string[]; act: string }[] {
  const ofRules = Object.values(pack.rules).map((each) => ({
    path: ['rules', each.id, 'article'],
    act: each.article.act,
  }));
  const ofBodies = Object.values(pack.bodies).flatMap((each) =>
    (['members', 'quorum', 'majority', 'abstention', 'tie'] as const).map((part) => ({
      path: ['bodies', each.kind, part, 'article'],
      act: each[part].article.act,
    })),
  );
  const { cureSuspendsDecision, forwardedTermFromArrival, shortenedTerm } = pack.complaints;
  const { extensionGrounds: toExtend, suspensionGrounds: toSuspend } = pack.complaints;
  const ofComplaints = [
    { path: ['complaints', 'cureSuspendsDecision'], act: cureSuspendsDecision.article.act },
    { path: ['complaints', 'forwardedTermFromArrival'], act: forwardedTermFromArrival.article.act },
    { path: ['complaints', 'shortenedTerm'], act: shortenedTerm.article.act },
    ...Object.entries(toExtend).map(([key, each]) => ({
      path: ['complaints', 'extensionGrounds', key],
      act: each.article.act,
    })),
    ...Object.entries(toSuspend).map(([key, each]) => ({
      path: ['complaints', 'suspensionGrounds', key],
      act: each.article.act,
    })),
  ];
  const ofCompetence = Object.entries(pack.competence).map(([subject, each]) => ({
    path: ['competence', subject, 'article'],
    act: each.article.act,
  }));
  const ofDecisions = (['measures', 'redactionGrounds'] as const).flatMap((part) =>
    Object.entries(pack.decisions[part]).map(([key, each]) => ({
      path: ['decisions', part, key, 'article'],
      act: each.article.act,
    })),
  );
  const ofIntake = { path: ['intake', 'oral', 'article'], act: pack.intake.oral.article.act };
  return [...ofRules, ...ofBodies, ...ofComplaints, ...ofCompetence, ...ofDecisions, ofIntake];
}
