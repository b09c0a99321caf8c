import { refuse } from '../../../domain/refusals.ts';
import {
  deskFormClient,
  listDeskFormDocumentIds,
  removeDeskFormDocument,
} from '../../../operations/documents/desk-form-documents.ts';
import { arrivedFiles, isFormId } from '../../form-files.ts';
import { withFreeForm } from '../../form-id.ts';
import { typed } from '../../read-form.ts';
import { actDone } from '../../visit.ts';
import type { Answer, StaffVisit } from '../../visit.ts';
import type { ActForm } from './act-form.ts';
import { formPage, lookedAt, valuesOf } from './form-page.ts';

/**
 * Takes the form of an act: keeps its files, takes one out, shows what the act would do, or does it. Whatever is refused,
 * the page comes back with everything that was typed; a second click is the first one's act.
 */
export function formAct(form: ActForm): (visit: StaffVisit) => Promise<Answer> {
  return async (visit) => {
    const { context, actor, params } = visit;
    const complaintId = params['id'] ?? '';
    const [formId, version] = [typed(visit, 'form'), Number(typed(visit, 'version'))];
    const next = typed(visit, 'next');
    if (!isFormId(formId) || !Number.isInteger(version))
      return formPage(visit, form, { refusal: refuse('INPUT_INVALID', { field: '' }).refusal });
    const client = deskFormClient(actor, formId);
    const faults = form.hasFiles === true ? (await arrivedFiles(visit, client)).faults : [];
    const remove = typed(visit, 'remove');
    if (remove !== '') await removeDeskFormDocument(context, client, remove);
    if (faults.length > 0 || remove !== '' || next === 'files') return formPage(visit, form, { faults });
    const isConfirmed = next === 'confirm' && typed(visit, 'looked') === lookedAt(visit);
    if (form.preview !== undefined && !isConfirmed) return formPage(visit, form, { isPreviewed: true });
    const outcome = await form.send({
      visit,
      request: { complaintId, expectedVersion: version, formId },
      value: (name) => typed(visit, name),
      values: (name) => valuesOf(visit, name),
      files: { ids: form.hasFiles === true ? await listDeskFormDocumentIds(context, client) : [], client },
    });
    const isDone = outcome.ok || outcome.refusal.code === 'ALREADY_DONE';
    if (isDone) return actDone(visit, complaintId);
    return formPage(await withFreeForm(visit, outcome.refusal), form, { refusal: outcome.refusal });
  };
}
