import { deriveDeadline } from '../../domain/law/counting/derive-deadline.ts';
import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { LawPack } from '../../domain/law/law-pack.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { listDeadlineRows, readComplaintRow } from '../../persistence/complaints/case-page.ts';
import type { DeadlineRow } from '../../persistence/complaints/case-page.ts';
import { readPublicationOfComplaint } from '../../persistence/decisions/publications.ts';
import type { PublicationRow } from '../../persistence/decisions/publications.ts';
import type { OperationContext } from '../context.ts';
import { packOfVersion } from '../law/find-pack.ts';
import { listComplaintEvents } from './list-complaint-events.ts';
import type { PublicEvent } from './list-complaint-events.ts';
import { publicComplaint } from './public-complaint.ts';
import { publicFacts } from './public-facts.ts';
import type { PublicFacts } from './public-facts.ts';
import type { PublicComplaint } from './public-complaint.ts';

/** The way to contest what was decided, or that nothing was decided. */
export type Appeal = {
  /** `court` after the CEC, `cec` after a lower commission. */
  to: 'court' | 'cec';
  because: 'decided' | 'leftUnexamined' | 'inaction';
  deadline: DerivedDeadline;
};

/** Everything the public page of a complaint shows. `now` is the legal moment of reading. */
export type ComplaintPage = {
  complaint: PublicComplaint;
  events: readonly PublicEvent[];
  deadlines: readonly DeadlineRow[];
  publication: PublicationRow | null;
  appeal: Appeal | null;
  facts: PublicFacts;
  /** The version that the case is pinned to. */
  pack: LawPack;
  now: Instant;
};

/** Reads a complaint for everybody. Refuses NOT_FOUND. */
export async function readComplaint(context: OperationContext, id: string): Promise<Outcome<ComplaintPage>> {
  const row = await readComplaintRow(context.database, id);
  if (!row) return refuse('NOT_FOUND');
  const pack = await packOfVersion(context, row.pack, row.packVersion);
  const complaint = publicComplaint(row);
  const [events, deadlines, publication, { legal }] = await Promise.all([
    listComplaintEvents(context, id),
    listDeadlineRows(context.database, id),
    readPublicationOfComplaint(context.database, id),
    context.clock(),
  ]);
  const appeal = appealOf(complaint, pack);
  const facts = await publicFacts(context, id, deadlines);
  return granted({ complaint, events, deadlines, publication: publication ?? null, appeal, facts, pack, now: legal });
}

/**
 * Where and until when the outcome can be contested: art. 44(6) for the court, 44(5) and (7) for the CEC. Silence counts
 * from the end of the term, not from when it was noticed.
 */
export function appealOf(complaint: PublicComplaint, pack: LawPack): Appeal | null {
  const { decidedAt, ground, inactionAt, decideDueAt, commission } = complaint;
  const because = decidedAt === null ? 'inaction' : ground === null ? 'decided' : 'leftUnexamined';
  const baseAt = decidedAt ?? (inactionAt === null ? null : (decideDueAt ?? inactionAt));
  if (baseAt === null) return null;
  const to = commission.kind === 'cec' ? 'court' : 'cec';
  const ruleId = to === 'court' ? 'court1_file' : 'complaint_upper_to_cec';
  const question = { pack, ruleId, baseAt, baseEvent: baseEvents[because], votingDay: pack.votingDay };
  return { to, because, deadline: deriveDeadline(question) };
}

const baseEvents = {
  decided: 'COMPLAINT_DECIDED',
  leftUnexamined: 'COMPLAINT_LEFT_UNEXAMINED',
  inaction: 'TERM_MISSED',
} as const;
