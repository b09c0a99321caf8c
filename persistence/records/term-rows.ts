import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { TermChange, TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { ChangedTermRow, DeadlineRow } from './write-batch.ts';

/** The payload of TERM_STARTED: the whole derivation, so that the date can be explained for ever. */
export function startedPayload(term: string, derived: DerivedDeadline): Record<string, unknown> {
  return {
    ...termFields({ term, rule: derived.ruleId }),
    base: derived.baseAt,
    ...(derived.dueAt === null ? {} : { due: derived.dueAt }),
    packId: derived.packId,
    packVersion: derived.packVersion,
    calendarVersion: derived.calendarVersion,
    derivation: derived,
  };
}

type LaterChange = Exclude<TermChange, { change: 'start' }>;
type Rederivation = Extract<LaterChange, { change: 'rederive' }>;
type Alteration = Extract<LaterChange, { ground: string }>;

const eventKinds: Record<LaterChange['change'], string> = {
  meet: 'TERM_MET',
  miss: 'TERM_MISSED',
  lapse: 'TERM_LAPSED',
  extend: 'TERM_EXTENDED',
  suspend: 'TERM_SUSPENDED',
  resume: 'TERM_RESUMED',
  supersede: 'TERM_SUPERSEDED',
  rederive: 'TERM_REDERIVED',
};

/**
 * The event of a change to a term. One that ends it says whether it was met late, and whether it corrects a recorded
 * miss; one that alters it keeps the old end beside the new one.
 */
export function changedEvent(
  change: LaterChange,
  term: TermState,
  receivedAt: Instant,
): { kind: string; payload: Record<string, unknown> } {
  const { due, state } = term;
  const kind = eventKinds[change.change];
  if (change.change === 'meet') {
    const isLate = due !== null && state !== 'suspended' && receivedAt >= due;
    const corrects = state === 'missed' && due !== null && !isLate;
    return { kind, payload: { ...termFields(term), late: isLate, corrects } };
  }
  if (change.change === 'miss' || change.change === 'lapse') return { kind, payload: { ...termFields(term), due } };
  const to = 'due' in change ? change.due : null;
  const ends = { ...(due === null ? {} : { from: due }), ...(to === null ? {} : { to }) };
  if (change.change === 'rederive') return { kind, payload: { ...termFields(term), ...ends, ...rederived(change) } };
  const { ground } = change as Alteration;
  const stood = change.change === 'resume' && change.stoodUntil < receivedAt ? { stoodUntil: change.stoodUntil } : {};
  return { kind, payload: { ...termFields(term), ground, ...ends, ...stood } };
}

/** Which law the new end comes from, and both derivations whole. */
function rederived({ derived, replaced }: Rederivation): Record<string, unknown> {
  const { packId, packVersion, calendarVersion } = derived;
  return { ground: 'lawChanged', packId, packVersion, calendarVersion, derivation: derived, replaced };
}

/** The row of a term that starts running. */
export function deadlineRow(
  id: string,
  { term, baseEvent }: { term: string; baseEvent: string },
  derived: DerivedDeadline,
  seq: number,
): DeadlineRow {
  return {
    record_id: id,
    rule: derived.ruleId,
    pack: derived.packId,
    pack_version: derived.packVersion,
    calendar_version: derived.calendarVersion,
    base_event: baseEvent,
    base_at: derived.baseAt,
    due_at: derived.dueAt,
    zone: derived.zone,
    derivation: derived,
    state: 'running',
    started_seq: seq,
    ended_at: null,
    term,
    alterations: [],
  };
}

/** What a term's row becomes; a term derived anew gets its new derivation even where its end is the same. */
export function changedRow(id: string, term: TermState, change: LaterChange): ChangedTermRow {
  return {
    record_id: id,
    term: term.term,
    state: term.state,
    due_at: term.due,
    ended_at: term.endedAt ?? null,
    alterations: term.alterations ?? [],
    ...(change.change === 'rederive' ? lawOf(change) : {}),
  };
}

function lawOf({ derived }: Rederivation): Pick<ChangedTermRow, 'pack_version' | 'calendar_version' | 'derivation'> {
  return { pack_version: derived.packVersion, calendar_version: derived.calendarVersion, derivation: derived };
}

/** The key stands in an event only where it differs from the rule. */
function termFields({ term, rule }: Pick<TermState, 'term' | 'rule'>): Record<string, string> {
  return term === rule ? { rule } : { rule, term };
}
