import type { CaseFacts, FactTerm } from '../../domain/complaints/case-facts.ts';
import { isAskedByMachine } from '../../domain/complaints/body-request.ts';
import { isOpenAppeal } from '../../domain/complaints/case-appeal.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { TermState } from '../../domain/records/subject.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { millisecondsBetween } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { expiryGraceSeconds } from '../../persistence/deadlines/list-due-terms.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { endingRules } from '../complaints/end-term.ts';
import type { OperationContext } from '../context.ts';

/** The facts of a complaint and what is left of its terms on the legal clock. Refuses NOT_FOUND. */
export async function readCaseFacts(context: OperationContext, complaintId: string): Promise<Outcome<CaseFacts>> {
  const { legal } = await context.clock();
  const known = await readRecordState<ComplaintState>(context.database, complaintId, 'complaint');
  if (!known) return refuse('NOT_FOUND');
  const { state } = known;
  const { status } = state;
  const running = (term: TermState | undefined): FactTerm | null => runningTerm(term, legal);
  const terms = Object.values(state.terms);
  return granted({
    isRegistered: status !== 'filed',
    isReturnedForDefects: status === 'returnedForDefects',
    isAdmitted: state.admittedAt !== null,
    isLeftUnexamined: state.ground !== null,
    isForwarded: status === 'forwarded',
    isWithdrawn: status === 'withdrawn',
    isDrafted: state.decisionId !== null,
    isOnAgenda: status === 'onAgenda',
    isDecided: state.decidedAt !== null,
    isPublished: state.publishedAt !== null,
    isClosed: status === 'closed',
    hasOpenAppeals: state.appeals.some(isOpenAppeal),
    round: terms.filter(({ rule }) => rule.startsWith('complaint_decide')).length,
    askedRegistries: state.requests
      .filter((request) => isAskedByMachine(request) && state.terms[request.term]?.state === 'running')
      .map(({ id }) => id),
    terms: {
      decision: running(state.terms[state.decisionTerm]),
      cure: running(terms.find(({ rule, state: stands }) => rule === 'complaint_cure' && stands === 'running')),
      appeal: running(state.terms[state.appealTerm ?? '']),
      requests: state.requests.flatMap(({ term }) => running(state.terms[term]) ?? []),
    },
  });
}

function runningTerm(term: TermState | undefined, now: Instant): FactTerm | null {
  if (term?.state !== 'running' || !isEnding(term)) return null;
  const remainingMs = term.due === null ? null : left(now, term.due) + expiryGraceSeconds * 1_000;
  return { rule: term.rule, term: term.term, remainingMs };
}

function isEnding({ rule, due }: TermState): boolean {
  return due === null || endingRules.includes(rule);
}

/** Whole milliseconds, never fewer than there are: a wait must not end before its term. */
function left(now: Instant, due: Instant): number {
  return Math.ceil(millisecondsBetween(now, due));
}
