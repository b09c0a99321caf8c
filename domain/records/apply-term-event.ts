import type { Instant } from '../time/instant.ts';
import type { FoldedEvent, TermState } from './subject.ts';

/** Folds the events of legal terms, the same for every subject. */
export function applyTermEvent(terms: Record<string, TermState>, event: FoldedEvent): Record<string, TermState> {
  const { payload, legalAt } = event;
  const rule = payload['rule'] as string;
  if (event.kind === 'TERM_STARTED') {
    const due = (payload['due'] as Instant | undefined) ?? null;
    return { ...terms, [rule]: { rule, base: payload['base'] as Instant, due, state: 'running' } };
  }
  const term = terms[rule];
  if (!term) return terms;
  if (event.kind === 'TERM_MET') {
    return { ...terms, [rule]: { ...term, state: payload['late'] === true ? 'metLate' : 'met', endedAt: legalAt } };
  }
  if (event.kind === 'TERM_MISSED') return { ...terms, [rule]: { ...term, state: 'missed', endedAt: legalAt } };
  return terms;
}
