import { refusalStatuses } from '../../domain/refusals.ts';
import type { Refusal, RefusalCode } from '../../domain/refusals.ts';
import { enterComplaint } from '../../operations/complaints/enter-complaint.ts';
import {
  deskFormClient,
  listDeskFormDocumentIds,
  removeDeskFormDocument,
} from '../../operations/documents/desk-form-documents.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { arrivedFiles, isFormId } from '../form-files.ts';
import type { FieldFault } from '../form-files.ts';
import { withFreeForm } from '../form-id.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { entryPage } from './entry-page.ts';
import type { EntryForm } from './entry-page.ts';
import { readEntry, typedEntry } from './typed-entry.ts';
import type { TypedEntry } from './typed-entry.ts';

/**
 * Takes the form of a clerk: keeps its files, removes one, or enters the complaint. Whatever is refused, the page comes
 * back with everything that was typed and every file that arrived.
 */
export function entryAct(form: EntryForm): (visit: StaffVisit) => Promise<Answer> {
  return async (visit) => {
    const { context, actor, place, language } = visit;
    const typed = typedEntry(visit.form);
    const client = deskFormClient(actor, typed.form);
    const kept = await keepUploads(visit, typed, client);
    const remove = visit.form['remove'];
    if (typeof remove === 'string') await removeDeskFormDocument(context, client, remove);
    const documents = kept.documents.filter((id) => id !== remove);
    const shown = { ...typed, documents: documents.join(',') };
    if (visit.form['next'] !== 'enter' || kept.faults.length > 0) return entryPage(visit, form, shown, kept.faults);
    const read = readEntry(
      { ...shown, ...(form === 'oral' ? { channel: 'oral' } : {}) },
      place.commission.key,
      documents,
    );
    if ('faults' in read) {
      const faults = read.faults.map(({ field, key }) => ({ field, text: say(language, key), status: 422 }));
      return entryPage(visit, form, shown, faults);
    }
    const outcome = await enterComplaint(context, actor, read.entered);
    if (outcome.ok) return redirect(`/${language}/cases/${outcome.value.recordId}/receipt`);
    return refusedEntry(visit, form, shown, outcome.refusal);
  };
}

/** Files named by the page and still there, then those that came with this request; and what went wrong with them. */
async function keepUploads(
  visit: StaffVisit,
  typed: TypedEntry,
  client: string,
): Promise<{ documents: string[]; faults: readonly FieldFault[] }> {
  const { documents: own, faults } = await arrivedFiles(visit, client);
  const named = typed.documents.split(',').filter(isFormId);
  // Filed ones count too: a second click names them, and has to mean the same complaint.
  const known = new Set(await listDeskFormDocumentIds(visit.context, client));
  return { documents: [...named.filter((id) => known.has(id)), ...own], faults };
}

const fieldOf: Partial<Record<RefusalCode, string>> = {
  RECEIVED_IN_FUTURE: 'received',
  RECEIVED_TOO_LONG_AGO: 'received',
  ORAL_ONLY_ON_VOTING_DAY: 'received',
  ENTRY_REASON_REQUIRED: 'reason',
  ORAL_NOT_CONFIRMED: 'confirmed',
  NOTHING_FILED: 'statement',
  DOCUMENT_UNKNOWN: 'files',
};

async function refusedEntry(
  visit: StaffVisit,
  form: EntryForm,
  typed: TypedEntry,
  refusal: Refusal['refusal'],
): Promise<Answer> {
  const { code, details } = refusal;
  const status = refusalStatuses[code];
  if (code === 'FORM_ALREADY_FILED') {
    const free = typedEntry((await withFreeForm(visit, refusal)).form);
    const anew = { ...typed, form: free.form };
    return entryPage(visit, form, anew, [], { refusal, filedAs: String(details['number'] ?? '') });
  }
  const isTooLong = code === 'INPUT_INVALID';
  const field = isTooLong ? String(details['field'] ?? '') : fieldOf[code];
  if (field === undefined) return entryPage(visit, form, typed, [], { refusal });
  const text = isTooLong ? say(visit.language, 'filing.error.long') : sayRefusal(visit.language, refusal);
  return entryPage(visit, form, typed, [{ field: field === 'learnedOn' ? 'learned' : field, text, status }]);
}
