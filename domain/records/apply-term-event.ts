import type { DerivedDeadline } from '../law/derivation.ts';
import type { Instant } from '../time/instant.ts';
import type { FoldedEvent, TermAlteration, TermState } from './subject.ts';

type Fold = (term: TermState, event: FoldedEvent) => Partial<TermState>;

const ended =
  (state: TermState['state']): Fold =>
  (_term, { legalAt }) => ({ state, endedAt: legalAt });

const movesTheEnd: ReadonlySet<TermAlteration['change']> = new Set(['extend', 'resume', 'rederive']);

/** An alteration keeps the old end beside the new one. A resumed or extended term runs; one that was missed runs again. */
const altered =
  (change: TermAlteration['change'], state: TermState['state'] | 'same'): Fold =>
  (term, { payload, legalAt, actor }) => {
    const to = (payload['to'] as Instant | undefined) ?? null;
    const alteration: TermAlteration = {
      change,
      at: legalAt,
      actor,
      ground: payload['ground'] as string,
      from: term.due,
      to,
      ...(payload['stoodUntil'] === undefined ? {} : { stoodUntil: payload['stoodUntil'] as Instant }),
      ...(change === 'rederive' ? { replaced: payload['replaced'] as DerivedDeadline } : {}),
    };
    return {
      state: state === 'same' ? term.state : state,
      due: movesTheEnd.has(change) ? to : term.due,
      alterations: [...(term.alterations ?? []), alteration],
      ...(change === 'supersede' ? { endedAt: legalAt } : {}),
    };
  };

const folds: Record<string, Fold> = {
  TERM_MET: (_term, { payload, legalAt }) => ({
    state: payload['late'] === true ? 'metLate' : 'met',
    endedAt: legalAt,
  }),
  TERM_MISSED: ended('missed'),
  TERM_LAPSED: ended('lapsed'),
  TERM_EXTENDED: altered('extend', 'same'),
  TERM_SUSPENDED: altered('suspend', 'suspended'),
  TERM_RESUMED: altered('resume', 'running'),
  TERM_SUPERSEDED: altered('supersede', 'superseded'),
  TERM_REDERIVED: altered('rederive', 'same'),
};

/** Folds the events of legal terms, the same for every subject. */
export function applyTermEvent(terms: Record<string, TermState>, event: FoldedEvent): Record<string, TermState> {
  const { payload } = event;
  const rule = payload['rule'] as string;
  const key = (payload['term'] as string | undefined) ?? rule;
  if (event.kind === 'TERM_STARTED') {
    const due = (payload['due'] as Instant | undefined) ?? null;
    return { ...terms, [key]: { term: key, rule, base: payload['base'] as Instant, due, state: 'running' } };
  }
  const term = terms[key];
  const fold = folds[event.kind];
  return term && fold ? { ...terms, [key]: { ...term, ...fold(term, event) } } : terms;
}
