import { resumedEnd } from '../law/counting/resumed-end.ts';
import type { TermChange, TermState } from '../records/subject.ts';
import type { Instant } from '../time/instant.ts';
import type { ComplaintState } from './complaint.ts';

/** A key for a new term of a rule: the rule itself, then `rule.2` and so on, so that earlier ones stay as they were. */
export function nextTermKey(state: ComplaintState | undefined, rule: string): string {
  const earlier = Object.values(state?.terms ?? {}).filter((term) => term.rule === rule).length;
  return earlier === 0 ? rule : `${rule}.${earlier + 1}`;
}

/** The term to decide that applies now. */
export function decisionTermOf(state: ComplaintState | undefined): TermState | undefined {
  return state?.terms[state.decisionTerm];
}

/** A decision meets its term, late too: lateness is a fact that both events keep. What others still owe is owed no more. */
export function termsOfOutcome(state: ComplaintState | undefined): TermChange[] {
  const decision = decisionTermOf(state);
  const meets: TermChange[] =
    decision && ['running', 'suspended', 'missed'].includes(decision.state)
      ? [{ change: 'meet', term: decision.term }]
      : [];
  const owed = runningTerms(state).filter(({ term }) => term !== decision?.term && term !== state?.appealTerm);
  return [...meets, ...owed.map(({ term }) => supersede(term, 'decided'))];
}

/** The case leaves the commission: no term of it runs any more. */
export function supersedeAll(state: ComplaintState | undefined, ground: string): TermChange[] {
  return runningTerms(state).map(({ term }) => supersede(term, ground));
}

/** Suspends the term to decide where it runs; an ended one stays as it is. */
export function suspendDecision(state: ComplaintState | undefined, ground: string): TermChange[] {
  const term = decisionTermOf(state);
  return term?.state === 'running' ? [{ change: 'suspend', term: term.term, ground }] : [];
}

/**
 * The term to decide goes on, later by the time it stood still: until `at`, or until the term to cure was over where that
 * was earlier. A cure, or the note that none came, gives the commission no day more for having been late.
 */
export function resumeDecision(state: ComplaintState | undefined, at: Instant, ground: string): TermChange[] {
  const term = decisionTermOf(state);
  const cure = runningTerms(state).find(({ rule }) => rule === 'complaint_cure');
  const until = cure !== undefined && cure.due !== null && cure.due < at ? cure.due : at;
  return term?.state === 'suspended' ? [resumeTermChange(term, until, ground)] : [];
}

/** How a suspended term goes on at an instant. */
export function resumeTermChange(term: TermState, stoodUntil: Instant, ground: string): TermChange {
  const suspendedAt = term.alterations?.findLast(({ change }) => change === 'suspend')?.at ?? stoodUntil;
  return { change: 'resume', term: term.term, due: resumedEnd(term.due, suspendedAt, stoodUntil), ground, stoodUntil };
}

function runningTerms(state: ComplaintState | undefined): TermState[] {
  return Object.values(state?.terms ?? {}).filter((term) => term.state === 'running' || term.state === 'suspended');
}

function supersede(term: string, ground: string): TermChange {
  return { change: 'supersede', term, ground };
}
