import { visiblePayload } from '../../domain/records/event-kind.ts';
import { isPublicEvent } from '../../domain/complaints/public-history.ts';
import { complaintSubject } from '../../domain/complaints/complaint-subject.ts';
import { isPrecinct, isTerritory } from '../../domain/places/territories.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readEvents } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';

/** An event as everybody may see it. `actor` says what kind of actor, never who. Hashes are hex. */
export type PublicEvent = {
  seq: number;
  kind: string;
  status: string;
  legalAt: Instant;
  recordedAt: Instant;
  actor: 'person' | 'system' | 'complainant';
  payload: Record<string, unknown>;
  commitment: string;
  prev: string;
  hash: string;
};

/** The public history of a complaint in its order: only fields whose visibility is `public`. */
export async function listComplaintEvents(context: OperationContext, complaintId: string): Promise<PublicEvent[]> {
  const rows = await readEvents(context.database, complaintId);
  return rows
    .filter((row) => isPublicEvent(row.kind))
    .map(({ payload, commitment, prev, hash, actor, seq, kind, status, legalAt, recordedAt }) => ({
      seq,
      kind,
      status,
      legalAt,
      recordedAt,
      actor: actorKind(actor),
      payload: publicPayload(kind, JSON.parse(payload) as Record<string, unknown>),
      commitment: commitment.toString('hex'),
      prev: prev.toString('hex'),
      hash: hash.toString('hex'),
    }));
}

/** The fields of an event's payload that everybody may read. */
export function publicPayload(kind: string, payload: Record<string, unknown>): Record<string, unknown> {
  const declared = complaintSubject.events[kind];
  if (!declared) return {};
  const { territory, precinct, ...rest } = visiblePayload(declared, payload, 'public');
  return {
    ...rest,
    ...(typeof territory === 'string' && isTerritory(territory) ? { territory } : {}),
    ...(typeof precinct === 'string' && isPrecinct(precinct) ? { precinct } : {}),
  };
}

function actorKind(actor: string): PublicEvent['actor'] {
  if (actor.startsWith('person:')) return 'person';
  return actor === 'complainant' ? 'complainant' : 'system';
}
