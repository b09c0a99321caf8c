import { committedFiles } from '../../domain/records/committed-files.ts';
import { subjects } from '../../domain/records/subjects.ts';
import type { RecordState } from '../../domain/records/subject.ts';
import {
  canonicalText,
  commitmentOf,
  eventHash,
  headerOfEvent,
  noPrevious,
} from '../../persistence/records/event-hash.ts';
import { checkPayload } from '../../persistence/records/payload-schema.ts';
import type { CheckedEvent, CheckedRecord } from '../../persistence/records/verify-rows.ts';
import type { Fault } from './fault.ts';

/** The folded state of a record, and what is wrong with its chain. */
export type VerifiedEvents = { state: RecordState | undefined; faults: Fault[] };

/** Follows a record's chain: places, payloads, commitments, hashes, head; folds the events into the state. */
export function verifyEvents(record: CheckedRecord, events: readonly CheckedEvent[]): VerifiedEvents {
  const faults: Fault[] = [];
  const subject = subjects[record.subject];
  let prev: Uint8Array = noPrevious;
  let state: RecordState | undefined;
  for (const [index, event] of events.entries()) {
    const report = (fault: Fault['fault']): unknown => faults.push({ fault, id: record.id, seq: event.seq });
    const { seq, kind, status, legalAt, actor, commitment, hash } = event;
    if (seq !== index + 1) report('event-missing');
    if (!event.prev.equals(prev)) report('chain-broken');
    if (!eventHash(event.prev, headerOfEvent(record.id, event), commitment).equals(hash)) report('event-hash-differs');
    prev = hash;
    const payload = payloadOf(event);
    if (!payload || !subject) {
      report('payload-unreadable');
      continue;
    }
    if (event.salt && !commitmentOf(event.salt, event.payload, committedFiles(payload)).equals(commitment)) {
      report('commitment-differs');
    }
    const { commissionId, electionId, pack } = record;
    state = subject.apply(state, {
      recordId: record.id,
      kind,
      payload,
      legalAt,
      actor,
      status,
      commissionId,
      electionId,
      pack,
    });
  }
  if (record.headSeq !== events.length || !record.headHash.equals(prev))
    faults.push({ fault: 'head-differs', id: record.id });
  const isSame = state !== undefined && canonicalText(state) === canonicalText(record.state);
  if (!isSame || record.status !== state?.status) faults.push({ fault: 'state-differs', id: record.id });
  return { state, faults };
}

function payloadOf({ subject, kind, payload }: CheckedEvent): Record<string, unknown> | undefined {
  const known = subjects[subject]?.events[kind];
  if (!known) return undefined;
  try {
    const read = checkPayload(known, JSON.parse(payload) as Record<string, unknown>);
    return canonicalText(read) === payload ? read : undefined;
  } catch {
    return undefined;
  }
}
