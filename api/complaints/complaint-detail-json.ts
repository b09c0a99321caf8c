import { z } from 'zod';
import { requestedBodies } from '../../domain/complaints/body-request.ts';
import { appealBodies, appealResults } from '../../domain/complaints/case-appeal.ts';
import { forwardTargets } from '../../domain/complaints/complaint.ts';
import { decisionForces, forceGrounds } from '../../domain/decisions/decision.ts';
import { termStates } from '../../domain/records/subject.ts';
import type { PublicComplaint } from '../../operations/complaints/public-complaint.ts';
import type { PublicFacts } from '../../operations/complaints/public-facts.ts';
import type { ComplaintPage } from '../../operations/complaints/read-complaint.ts';
import { commissionJson, complaintJson, moment, toComplaintJson } from './complaint-json.ts';

const linked = z
  .strictObject({ number: z.string(), commission: z.string().meta({ description: 'Key of its commission' }) })
  .meta({ id: 'LinkedComplaint' });
const term = z
  .strictObject({ rule: z.string(), dueAt: moment.nullable(), state: z.enum(termStates) })
  .meta({ id: 'Term', description: '`dueAt` is exclusive' });

/** One complaint with what happened in its procedure. */
export const complaintDetailJson = z
  .strictObject({
    ...complaintJson.shape,
    closedAt: moment.nullable(),
    cure: term.nullable().meta({ description: 'The term in which a returned complaint can be completed' }),
    contest: term.nullable().meta({ description: 'The present term to contest the outcome' }),
    forwarded: z
      .strictObject({
        to: z.enum(forwardTargets),
        commission: commissionJson.nullable(),
        case: linked.nullable().meta({ description: 'The case it became at that commission' }),
      })
      .nullable(),
    forwardedFrom: linked.nullable(),
    joinedTo: linked.nullable(),
    joined: z.array(linked),
    attacks: linked.nullable(),
    attackedBy: z.array(linked),
    hearings: z.array(z.strictObject({ startsAt: moment, state: z.enum(['appointed', 'held', 'cancelled']) })),
    requests: z
      .array(
        z.strictObject({
          to: z.enum(requestedBodies),
          sentAt: moment,
          dueAt: moment.nullable(),
          state: z.enum(['open', 'overdue', 'answered', 'answeredLate', 'withdrawn']),
          endedAt: moment.nullable(),
        }),
      )
      .meta({ description: 'Kinds of bodies; names and questions are never here' }),
    appeals: z.array(
      z.strictObject({
        to: z.enum(appealBodies),
        enteredAt: moment,
        dueAt: moment.nullable(),
        result: z.enum(appealResults).nullable(),
        endedAt: moment.nullable(),
        case: linked.nullable(),
      }),
    ),
    alterations: z.array(
      z.strictObject({
        rule: z.string(),
        change: z.enum(['extend', 'suspend', 'resume', 'supersede', 'rederive']),
        at: moment,
        ground: z.string(),
        from: moment.nullable(),
        to: moment.nullable(),
      }),
    ),
    decisions: z.array(
      z.strictObject({
        number: z.string(),
        signedAt: moment,
        publishedAt: moment.nullable(),
        force: z.enum(decisionForces).nullable(),
        forceGround: z.enum(forceGrounds).nullable(),
        forceAt: moment.nullable(),
        replacedBy: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ComplaintDetail', description: 'A complaint with the public facts of its procedure' });
export type ComplaintDetailJson = z.infer<typeof complaintDetailJson>;

type Term = PublicFacts['cure'];

const toTerm = (row: Term): z.infer<typeof term> | null =>
  row === null ? null : { rule: row.rule, dueAt: row.dueAt, state: row.state };
const toLink = ({ number, commission }: PublicComplaint): z.infer<typeof linked> => ({
  number,
  commission: commission.key,
});
const toLinkOrNull = (complaint: PublicComplaint | null) => (complaint === null ? null : toLink(complaint));

/** The JSON of a complaint with its procedure. */
export function toComplaintDetailJson({ complaint, facts }: ComplaintPage): ComplaintDetailJson {
  const { forwarded } = facts;
  return {
    ...toComplaintJson(complaint),
    closedAt: facts.closedAt,
    cure: toTerm(facts.cure),
    contest: toTerm(facts.contest),
    forwarded: forwarded && {
      to: forwarded.to,
      commission: forwarded.commission && { ...forwarded.commission },
      case: toLinkOrNull(forwarded.case),
    },
    forwardedFrom: toLinkOrNull(facts.forwardedFrom),
    joinedTo: toLinkOrNull(facts.joinedTo),
    joined: facts.joined.map(toLink),
    attacks: toLinkOrNull(facts.attacks),
    attackedBy: facts.attackedBy.map(toLink),
    hearings: facts.hearings.map((hearing) => ({ ...hearing })),
    requests: facts.requests.map((request) => ({ ...request })),
    appeals: facts.appeals.map(({ case: heard, ...appeal }) => ({ ...appeal, case: toLinkOrNull(heard) })),
    alterations: facts.alterations.map((alteration) => ({ ...alteration })),
    decisions: facts.decisions.map(({ number, signedAt, publishedAt, force, forceGround, forceAt, replacedBy }) => ({
      number,
      signedAt,
      publishedAt,
      force,
      forceAt,
      replacedBy,
      forceGround: forceGrounds.find((ground) => ground === forceGround) ?? null,
    })),
  };
}
