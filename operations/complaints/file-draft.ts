import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { lockDraft, markDraftFiled, noteFirstAttempt } from '../../persistence/complaints/drafts.ts';
import { listDraftDocuments } from '../../persistence/documents/document-rows.ts';
import type { OperationContext } from '../context.ts';
import { filingOfDraft, readDraft } from './draft.ts';
import { fileComplaint } from './file-complaint.ts';

/**
 * Files what the draft holds. A second submit of the same draft, even at the same moment, gives the first one's record.
 * A submit that is refused, or that a failure outside stops, keeps the instant of its first attempt with the draft; the
 * filing that follows tells it in its event.
 */
export async function fileDraft(context: OperationContext, token: string): Promise<Outcome<{ recordId: string }>> {
  const at = await context.clock();
  const read = await readDraft(context, token);
  if (!read.ok) return read;
  const { id, recordId } = read.value;
  if (recordId !== null) return granted({ recordId });
  let filedBefore: string | undefined;
  const staged = await listDraftDocuments(context.database, id);
  try {
    const outcome = await fileComplaint(context, {
      filing: filingOfDraft(read.value),
      channel: 'portal',
      actor: { kind: 'complainant' },
      at,
      documentIds: staged.map((row) => row.id),
      documentOwner: { draftId: id },
      identity: read.value.identity,
      firstAttemptAt: read.value.firstAttemptAt,
      before: async (tx) => {
        const draft = await lockDraft(tx, id);
        filedBefore = draft?.recordId ?? undefined;
        return draft && filedBefore === undefined ? granted(undefined) : refuse('RECORD_EXISTS');
      },
      after: (tx, newRecordId) => markDraftFiled(tx, id, newRecordId),
    });
    if (outcome.ok) return outcome;
    if (filedBefore !== undefined) return granted({ recordId: filedBefore });
    await noteFirstAttempt(context.database, id, at.legal);
    return outcome;
  } catch (error) {
    await noteFirstAttempt(context.database, id, at.legal).catch(() => undefined);
    throw error;
  }
}
