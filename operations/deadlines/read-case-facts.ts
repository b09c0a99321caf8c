import type { CaseFacts } from '../../domain/complaints/case-facts.ts';
import { refuse, granted } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { millisecondsBetween } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { readComplaintRow } from '../../persistence/complaints/case-page.ts';
import { expiryGraceSeconds } from '../../persistence/deadlines/list-due-terms.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { publicComplaint } from '../complaints/public-complaint.ts';
import { appealOf } from '../complaints/read-complaint.ts';
import type { OperationContext } from '../context.ts';

/** The facts of a complaint and what is left of its terms on the legal clock. Refuses NOT_FOUND. */
export async function readCaseFacts(context: OperationContext, complaintId: string): Promise<Outcome<CaseFacts>> {
  const { legal } = await context.clock();
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  const row = known && (await readComplaintRow(context.database, complaintId));
  const pack = row && context.packs.get(row.pack);
  if (!row || !pack) return refuse('NOT_FOUND');
  const { state } = known;
  const rule = row.decideRule ?? 'complaint_decide';
  const term = state.terms[rule];
  const outcome = state.decidedAt === null ? null : appealOf({ ...publicComplaint(row), ...outcomeOf(state) }, pack);
  return granted({
    isRegistered: state.status !== 'filed',
    isAdmitted: state.admittedAt !== null,
    isLeftUnexamined: state.status === 'leftUnexamined',
    isDrafted: state.decisionId !== null,
    isOnAgenda: state.status === 'onAgenda',
    isDecided: state.decidedAt !== null,
    isPublished: state.publishedAt !== null,
    decisionTerm: {
      rule,
      isRunning: term?.state === 'running',
      remainingMs: term?.due ? left(legal, term.due) + expiryGraceSeconds * 1_000 : null,
    },
    appealRemainingMs: outcome?.deadline.dueAt ? Math.max(0, left(legal, outcome.deadline.dueAt)) : null,
  });
}

function outcomeOf({ decidedAt, ground }: ComplaintState): Pick<ComplaintState, 'decidedAt' | 'ground'> {
  return { decidedAt, ground };
}

/** Whole milliseconds, never fewer than there are: a wait must not end before its term. */
function left(now: Instant, due: Instant): number {
  return Math.ceil(millisecondsBetween(now, due));
}
