import { can } from '../../domain/access/can.ts';
import { staffReads } from '../../domain/access/reading.ts';
import type { ComplaintState, ComplaintStatus } from '../../domain/complaints/complaint.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import { readComplaintRow } from '../../persistence/complaints/case-page.ts';
import type { CommissionRow, Seats } from '../../persistence/people/read-people.ts';
import { listCommissionRows, readNames } from '../../persistence/people/read-people.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import type { JoinCandidate } from '../records/judge-joining.ts';
import { recordKeyOf } from './act-on-case.ts';
import { readPapers } from './paper.ts';
import type { OpenedPaper } from './paper.ts';

/** Another case that this one hangs together with, without anything of its private side. */
export type RelatedCase = {
  id: string;
  number: string;
  status: ComplaintStatus;
  commission: Pick<CommissionRow, 'nameKy' | 'nameRu' | 'nameEn'>;
  /** Whether this reader may open it. */
  isOpenable: boolean;
};

/** A decision on the case: the earlier ones first, the present one last. */
export type CaseDecision = Pick<DecisionState, 'id' | 'number' | 'status' | 'outcome' | 'force' | 'signedAt'> & {
  replacedBy: { id: string; number: string | null } | null;
};

/** What hangs together with a case: papers, other cases, its decisions, and who works in the commission. */
export type CaseSurroundings = {
  papers: readonly OpenedPaper[];
  /** Considered with this one; this one is the lead. */
  joined: readonly RelatedCase[];
  lead: RelatedCase | undefined;
  attacked: RelatedCase | undefined;
  /** Cases at the commission above, by the id of the appeal. */
  above: ReadonlyMap<string, RelatedCase>;
  decisions: readonly CaseDecision[];
  lawyers: readonly StaffName[];
  members: readonly StaffName[];
  /** Every commission of the election, for forwarding. */
  commissions: readonly CommissionRow[];
};

export type StaffName = { personId: string; name: string };

/** Reads what hangs together with a case. The caller has proved that the case may be read, and has kept the look. */
export async function readSurroundings(
  context: OperationContext,
  actor: PersonActor,
  complaint: ComplaintState,
  { members, lawyers }: Seats | { members: readonly string[]; lawyers: readonly string[] },
): Promise<CaseSurroundings> {
  const { database } = context;
  const [commissions, recordKey, names, decisions] = await Promise.all([
    listCommissionRows(database),
    recordKeyOf(context, database, complaint.id),
    readNames(database, [...members, ...lawyers]),
    readDecisions(context, complaint),
  ]);
  const related = (id: string | null) => readRelated(context, actor, commissions, id);
  const [papers, joined, lead, attacked, above] = await Promise.all([
    readPapers(context, { recordId: complaint.id, recordKey }, 'staff'),
    Promise.all(complaint.joined.map(related)),
    related(complaint.joinedTo),
    related(complaint.attacks),
    Promise.all(complaint.appeals.map(async ({ id, complaintId }) => [id, await related(complaintId)] as const)),
  ]);
  const named = (ids: readonly string[]): StaffName[] =>
    ids
      .map((personId) => ({ personId, name: names.get(personId) ?? '' }))
      .toSorted((one, other) => one.name.localeCompare(other.name, 'ky'));
  return {
    papers,
    joined: joined.filter((row) => row !== undefined),
    lead,
    attacked,
    above: new Map(above.flatMap(([id, row]) => (row === undefined ? [] : [[id, row]]))),
    decisions,
    lawyers: named(lawyers),
    members: named(members),
    commissions,
  };
}

async function readRelated(
  { database }: OperationContext,
  actor: PersonActor,
  commissions: readonly CommissionRow[],
  id: string | null,
): Promise<RelatedCase | undefined> {
  const row = id === null ? undefined : await readComplaintRow(database, id);
  const commission = commissions.find(({ key }) => key === row?.commissionKey);
  if (!row || !commission) return undefined;
  const { number, status } = row;
  return { id: row.id, number, status, commission, isOpenable: can(actor, staffReads, commission) };
}

async function readDecisions(
  { database }: OperationContext,
  { decisionId, earlierDecisionIds }: ComplaintState,
): Promise<CaseDecision[]> {
  const ids = [...earlierDecisionIds, ...(decisionId === null ? [] : [decisionId])];
  const read = (id: string) => readRecordState<DecisionState>(database, id, 'decision');
  const found = await Promise.all(
    ids.map(async (decision) => {
      const known = await read(decision);
      if (!known) return [];
      const { id, number, status, outcome, force, signedAt, replacedBy } = known.state;
      const next = replacedBy === null ? undefined : await read(replacedBy);
      const replaced = next === undefined ? null : { id: next.state.id, number: next.state.number };
      return [{ id, number, status, outcome, force, signedAt, replacedBy: replaced }];
    }),
  );
  return found.flat();
}

/** The suggested complaints as they stand, for joining. */
export async function readCandidates({ database }: OperationContext, ids: readonly string[]): Promise<JoinCandidate[]> {
  const known = await Promise.all(ids.map((id) => readRecordState<ComplaintState>(database, id, 'complaint')));
  return known.filter((record) => record !== undefined);
}
