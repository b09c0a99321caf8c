import type { DerivedDeadline } from '../../domain/law/derivation.ts';
import type { TermState } from '../../domain/records/subject.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { DeadlineRow } from './write-batch.ts';

/** The payload of TERM_STARTED: the whole derivation, so that the date can be explained for ever. */
export function startedPayload(derived: DerivedDeadline): Record<string, unknown> {
  return {
    rule: derived.ruleId,
    base: derived.baseAt,
    ...(derived.dueAt === null ? {} : { due: derived.dueAt }),
    packId: derived.packId,
    packVersion: derived.packVersion,
    calendarVersion: derived.calendarVersion,
    derivation: derived,
  };
}

/** The payload of the event that ends a term: whether it was met late, and whether it corrects a recorded miss. */
export function endedPayload(
  change: 'meet' | 'miss',
  { rule, due, state }: TermState,
  receivedAt: Instant,
): Record<string, unknown> {
  if (change === 'miss') return { rule, due };
  const isLate = due !== null && receivedAt >= due;
  return { rule, late: isLate, corrects: state === 'missed' && due !== null && !isLate };
}

/** The row of a term that starts running. */
export function deadlineRow(id: string, baseEvent: string, derived: DerivedDeadline, seq: number): DeadlineRow {
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
  };
}
