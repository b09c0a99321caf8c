import { committedFiles } from '../../domain/records/committed-files.ts';
import { canonicalText, commitmentOf, eventHash, newSalt } from './event-hash.ts';
import type { HashedHeader } from './event-hash.ts';
import type { EventRow } from './write-batch.ts';

/** Hangs an event on the one before it: canonical payload, salted commitment to payload and files, hash of the chain. */
export function chainEvent(
  prev: Uint8Array,
  header: HashedHeader,
  payload: Record<string, unknown>,
): { row: EventRow; hash: Buffer } {
  const text = canonicalText(payload);
  const salt = newSalt();
  const commitment = commitmentOf(salt, text, committedFiles(payload));
  const hash = eventHash(prev, header, commitment);
  const row: EventRow = {
    record_id: header.recordId,
    seq: header.seq,
    subject: header.subject,
    kind: header.kind,
    schema_version: header.schemaVersion,
    status: header.status,
    legal_at: header.legalAt,
    recorded_at: header.recordedAt,
    actor: header.actor,
    acting_for: header.actingFor ?? null,
    payload: text,
    commitment: commitment.toString('hex'),
    prev: Buffer.from(prev).toString('hex'),
    hash: hash.toString('hex'),
    salt: salt.toString('hex'),
  };
  return { row, hash };
}
