import type { EntryReason } from '../../domain/complaints/complaint.ts';
import type { EntryChannel } from '../../domain/complaints/desk-entry.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { readComplaintRow } from '../../persistence/complaints/case-page.ts';
import { insertIdempotency, readIdempotency } from '../../persistence/records/idempotency.ts';
import { insertEntryWords } from '../../persistence/complaints/private-rows.ts';
import { listClientUploads } from '../../persistence/documents/document-rows.ts';
import { canonicalText, sha256 } from '../../persistence/records/event-hash.ts';
import type { OperationContext } from '../context.ts';
import { deskFormClient } from '../documents/desk-form-documents.ts';
import type { PersonActor } from '../people/read-workplace.ts';
import { filingSchema } from './draft.ts';
import { fileComplaint } from './file-complaint.ts';

/** A complaint that came on paper, by mail or orally, as the clerk's form has it. */
export type EnteredComplaint = {
  /** Chosen by the page that asks: two clicks on one form are one complaint. */
  formId: string;
  channel: EntryChannel;
  filing: Filing;
  receivedAt: Instant;
  reason: EntryReason | null;
  /** Private words to the reason; empty for none. */
  reasonWords: string;
  /** The person confirmed what was written down; for oral ones. */
  isConfirmed: boolean;
  /** Files that wait with this form, in their order. */
  documentIds: readonly string[];
};

/**
 * A clerk enters a complaint for somebody. Received is what the clerk says, entered is now; terms and lateness count
 * from the receipt, the number is the next of the series. The same form again gives the same record; with other content
 * it is refused with FORM_ALREADY_FILED and the number it has. Refuses INPUT_INVALID, NOTHING_FILED (an oral one needs
 * its words written down), NOT_ALLOWED for another commission, DOCUMENT_UNKNOWN, and what `judgeEntry` refuses.
 */
export async function enterComplaint(
  context: OperationContext,
  actor: PersonActor,
  entered: EnteredComplaint,
): Promise<Outcome<{ recordId: string }>> {
  const at = await context.clock();
  const { formId, channel, documentIds, receivedAt, reason, isConfirmed } = entered;
  const checked = filingSchema.safeParse(entered.filing);
  if (!checked.success) return refuse('INPUT_INVALID', { field: String(checked.error.issues[0]?.path[0] ?? '') });
  const filing = checked.data;
  if (channel === 'oral' && filing.statement.trim() === '') return refuse('NOTHING_FILED');
  if (reason === 'other' && entered.reasonWords.trim() === '') return refuse('ENTRY_REASON_REQUIRED');
  if (entered.reasonWords.length > 1_000) return refuse('INPUT_INVALID', { field: 'reasonWords' });
  const form = { client: `desk:${actor.personId}`, key: formId };
  const words = entered.reasonWords.trim();
  const requestHash = await hashOf(context, actor, { ...entered, filing });
  const outcome = await fileComplaint(context, {
    filing,
    channel,
    actor,
    at,
    entry: { receivedAt, reason, isConfirmed },
    documentIds,
    documentOwner: { client: deskFormClient(actor, formId) },
    before: async (tx, recordId) =>
      (await insertIdempotency(tx, { ...form, requestHash, recordId })) ? granted(undefined) : refuse('RECORD_EXISTS'),
    after: async (tx, recordId) => {
      if (words !== '') await insertEntryWords(tx, recordId, words);
    },
  });
  if (outcome.ok || outcome.refusal.code !== 'RECORD_EXISTS') return outcome;
  const known = await readIdempotency(context.database, form.client, form.key);
  if (!known) return outcome;
  if (known.requestHash.equals(requestHash)) return granted({ recordId: known.recordId });
  const row = await readComplaintRow(context.database, known.recordId);
  return refuse('FORM_ALREADY_FILED', { number: row?.number ?? '' });
}

/** Over everything the form holds; files by their content, because a second click uploads them a second time. */
async function hashOf(context: OperationContext, actor: PersonActor, entered: EnteredComplaint): Promise<Buffer> {
  const { formId, documentIds, ...rest } = entered;
  const known = await listClientUploads(context.database, deskFormClient(actor, formId));
  const hashes = documentIds.map((id) => known.find((row) => row.id === id)?.sha256 ?? id);
  return sha256(canonicalText({ ...rest, hashes }));
}
