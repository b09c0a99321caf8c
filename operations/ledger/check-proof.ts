import { z } from 'zod';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome, RefusalCode } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { IntegrationError } from '../../integrations/integration-error.ts';
import { checkInclusion, parseInclusion } from '../../integrations/ledger/inclusion-file.ts';
import { rootHash } from '../../integrations/ledger/merkle-tree.ts';
import { tileTree } from '../../integrations/ledger/tile-tree.ts';
import { eventHash, headerOfEvent } from '../../persistence/records/event-hash.ts';
import { readPublishedLedger } from './ledger.ts';
import type { LedgerReader } from './ledger.ts';

/** What a proof shows: which event, when it was recorded, at which place of how large a ledger. Hashes are hex. */
export type CheckedProof = {
  kind: string;
  recordedAt: Instant;
  legalAt: Instant;
  place: number;
  size: number;
  commitment: string;
  event: string;
};

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const extraSchema = z.strictObject({
  v: z.literal(1),
  entry: z.string().max(1_000),
  prev: hex,
  commitment: hex,
  header: z.strictObject({
    recordId: z.string().max(40),
    seq: z.number().int(),
    subject: z.string().max(60),
    kind: z.string().max(60),
    schemaVersion: z.number().int(),
    status: z.string().max(60),
    legalAt: z.string().max(40),
    recordedAt: z.string().max(40),
    actor: z.string().max(80),
    actingFor: z.string().max(40).optional(),
  }),
});

const refusals: Record<string, RefusalCode> = {
  'note-not-signed': 'PROOF_NOT_SIGNED',
  'proof-wrong': 'PROOF_WRONG',
};

/** Longest text of a proof that is read, in characters. */
export const proofLimit = 20_000;

/**
 * Checks a `.tlog-proof` file by itself and against the ledger as it is published now. Refuses PROOF_INVALID for a text
 * that is none, PROOF_NOT_SIGNED for a checkpoint of another key, PROOF_WRONG where the entry or the event do not lead to
 * its root, and PROOF_CONTRADICTED where the published ledger no longer begins with the signed one: then the ledger was changed.
 */
export async function checkProof(files: LedgerReader, written: string): Promise<Outcome<CheckedProof>> {
  const text = written.slice(0, proofLimit);
  const published = await readPublishedLedger(files);
  if (published === null) return refuse('LEDGER_NOT_YET');
  try {
    const { index: place, extra = new Uint8Array() } = parseInclusion(text);
    const read = extraSchema.safeParse(jsonOf(extra));
    if (!read.success) return refuse('PROOF_INVALID');
    const { entry, header, prev, commitment } = read.data;
    const { size, root } = checkInclusion(text, Buffer.from(entry), published.key);
    const hashed = headerOfEvent(header.recordId, { ...header, actingFor: header.actingFor ?? null });
    const event = eventHash(Buffer.from(prev, 'hex'), hashed, Buffer.from(commitment, 'hex')).toString('hex');
    if ((jsonOf(Buffer.from(entry)) as { event?: unknown } | undefined)?.event !== event) return refuse('PROOF_WRONG');
    const present = published.checkpoint.size;
    const isSame = size <= present && (await rootHash(tileTree(files, present), size)).equals(root);
    if (!isSame) return refuse('PROOF_CONTRADICTED');
    const { kind, recordedAt, legalAt } = header;
    const times = { recordedAt: recordedAt as Instant, legalAt: legalAt as Instant };
    return granted({ kind, ...times, place, size, commitment, event });
  } catch (error) {
    if (!(error instanceof IntegrationError) || error.retryable) throw error;
    return refuse(refusals[error.code] ?? 'PROOF_INVALID');
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString()) as unknown;
  } catch {
    return undefined;
  }
}
