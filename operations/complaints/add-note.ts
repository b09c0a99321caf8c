import { can } from '../../domain/access/can.ts';
import { staffNotes, staffReads } from '../../domain/access/reading.ts';
import { actorText } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { insertNote, readNote } from '../../persistence/complaints/note-rows.ts';
import { listCommissionRows } from '../../persistence/people/read-people.ts';
import { writeAudit } from '../../persistence/records/audit.ts';
import type { AuditEntry } from '../../persistence/records/audit.ts';
import { readRecordOwner } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import type { PersonActor } from '../people/read-workplace.ts';

/** The most characters a note may have. */
export const longestNote = 5_000;

type NewNote = { complaintId: string; noteId: string; text: string };

/**
 * Adds a note that only the staff of the case's commission see; notes are never changed. `noteId` is chosen by the page
 * that asks, so that two clicks are one note. Refuses NOT_FOUND for a case one cannot read, NOT_ALLOWED from above,
 * NOTE_EMPTY, NOTE_TOO_LONG, and FORM_ALREADY_USED for other words under the id of a note that is there.
 */
export async function addNote(
  context: OperationContext,
  actor: PersonActor,
  request: NewNote,
): Promise<Outcome<undefined>> {
  const { legal } = await context.clock();
  const text = request.text.replaceAll(/\r\n?/g, '\n').trim();
  const entry: Omit<AuditEntry, 'outcome'> = {
    legalAt: legal,
    actor: actorText(actor),
    action: 'complaint.addNote',
    recordId: request.complaintId,
    ...(context.correlationId === undefined ? {} : { correlationId: context.correlationId }),
  };
  const checked = await checkNote(context, actor, { ...request, text });
  if (!checked.ok) {
    await writeAudit(context.database, { ...entry, outcome: 'refused', code: checked.refusal.code });
    return checked;
  }
  const { complaintId, noteId: id } = request;
  const note = { id, complaintId, author: actor.personId, writtenAt: legal, text };
  const isNew = await context.database.transaction(async (tx) => {
    const isInserted = await insertNote(tx, note);
    if (isInserted) await writeAudit(tx, { ...entry, outcome: 'done' });
    return isInserted;
  });
  if (isNew) return granted(undefined);
  const kept = await readNote(context.database, id);
  const isRepeated = kept?.complaintId === complaintId && kept.author === note.author && kept.text === text;
  return isRepeated ? granted(undefined) : refuse('FORM_ALREADY_USED');
}

async function checkNote(
  context: OperationContext,
  actor: PersonActor,
  { complaintId, text }: NewNote,
): Promise<Outcome<undefined>> {
  const owner = await readRecordOwner(context.database, complaintId);
  const commission = (await listCommissionRows(context.database)).find((row) => row.id === owner?.commissionId);
  if (owner?.subject !== 'complaint' || !commission || !can(actor, staffReads, commission)) return refuse('NOT_FOUND');
  if (!can(actor, staffNotes, commission)) return refuse('NOT_ALLOWED');
  const { length } = Array.from(text);
  if (length === 0) return refuse('NOTE_EMPTY');
  return length > longestNote ? refuse('NOTE_TOO_LONG') : granted(undefined);
}
