import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../../domain/people/role.ts';
import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { openField, sealField } from '../../integrations/key-ring/sealed-field.ts';
import { insertPaper, listPapers, listPartyPapers } from '../../persistence/complaints/paper-rows.ts';
import type { PaperKind, PaperRow } from '../../persistence/complaints/paper-rows.ts';
import type { Transaction } from '../../persistence/database.ts';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';
import type { OperationContext } from '../context.ts';

export type { PaperKind } from '../../persistence/complaints/paper-rows.ts';

/** The longest text of a paper, in characters. */
export const paperLimit = 20_000;

const words = (limit: number) =>
  z
    .string()
    .max(limit)
    .refine((text) => !text.includes('\0'));

/**
 * The words of a paper. `about` names what it belongs to (a request, a hearing, an appeal); `name`, `address`, `place`
 * and `number` are there where the kind has them. The nonce keeps the hash from telling a short text.
 */
const bodySchema = z.strictObject({
  text: words(paperLimit),
  about: z.string().max(40).optional(),
  name: words(500).optional(),
  address: words(500).optional(),
  place: words(1_000).optional(),
  number: words(100).optional(),
  nonce: z.string(),
});

/** What a caller writes on a paper. */
export type PaperText = Omit<z.infer<typeof bodySchema>, 'nonce'>;

/** A paper ready to be written: its hash goes into the event. */
export type PreparedPaper = { kind: PaperKind; body: z.infer<typeof bodySchema>; hash: string };

/** A paper as its reader sees it. */
export type OpenedPaper = PaperText & { id: string; kind: PaperKind; hash: string; author: string; writtenAt: Instant };

/** Checks the words and hashes them. Refuses PAPER_EMPTY (unless it may be) and PAPER_TOO_LONG. */
export function preparePaper(kind: PaperKind, text: PaperText, mayBeEmpty = false): Outcome<PreparedPaper> {
  if (!mayBeEmpty && text.text.trim() === '') return refuse('PAPER_EMPTY');
  const body = bodySchema.safeParse({ ...text, nonce: randomBytes(16).toString('hex') });
  if (!body.success) return refuse('PAPER_TOO_LONG');
  return granted({ kind, body: body.data, hash: hashOf(body.data) });
}

/** Writes a prepared paper, sealed under the record's key, in the transaction of its act. */
export async function writePaper(
  tx: Transaction,
  paper: PreparedPaper,
  owner: { recordId: string; recordKey: Buffer; actor: Actor; at: Instant },
): Promise<void> {
  const id = randomUUID();
  await insertPaper(tx, {
    id,
    recordId: owner.recordId,
    kind: paper.kind,
    sealed: sealField(owner.recordKey, place(id), JSON.stringify(paper.body)),
    hash: paper.hash,
    author: actorText(owner.actor),
    writtenAt: owner.at,
  });
}

/** The papers of a case. The caller has proved that it may see them; `circle` says whether as staff or as the party. */
export async function readPapers(
  context: OperationContext,
  owner: { recordId: string; recordKey: Buffer },
  circle: 'staff' | 'party',
): Promise<OpenedPaper[]> {
  const list = circle === 'staff' ? listPapers : listPartyPapers;
  const rows = await list(context.database, owner.recordId);
  return rows.map((row) => open(row, owner.recordKey));
}

function open({ id, kind, sealed, hash, author, writtenAt }: PaperRow, recordKey: Buffer): OpenedPaper {
  const { nonce, ...text } = bodySchema.parse(JSON.parse(openField(recordKey, place(id), sealed)));
  if (hashOf({ ...text, nonce }) !== hash) throw new TypeError('a paper differs from its hash');
  return { id, kind, hash, author, writtenAt, ...text };
}

function hashOf(body: z.infer<typeof bodySchema>): string {
  return sha256(Buffer.from(canonicalText(body))).toString('hex');
}

function place(id: string) {
  return { table: 'paper', column: 'sealed', rowId: id };
}
