import { z } from 'zod';
import { addNote } from '../../operations/complaints/add-note.ts';
import { readForm } from '../read-form.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { casePage } from './case-page.ts';

const formSchema = z.strictObject({
  note: z.uuid(),
  text: z.string().refine((text) => !text.includes('\0')),
});

/** Adds a note to the case; after a refusal the page comes back with what was typed. */
export async function addNoteAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params, language } = visit;
  const complaintId = params['id'] ?? '';
  const form = readForm(visit, formSchema);
  if (!form.ok) return casePage(visit, { refusal: form.refusal });
  const { note: noteId, text } = form.value;
  const outcome = await addNote(context, actor, { complaintId, noteId, text });
  if (!outcome.ok) return casePage(visit, { refusal: outcome.refusal });
  return redirect(`/${language}/cases/${complaintId}#notes`);
}
