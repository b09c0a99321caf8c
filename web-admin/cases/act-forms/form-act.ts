import { refuse, refusalStatuses } from '../../../domain/refusals.ts';
import type { Outcome } from '../../../domain/refusals.ts';
import {
  deskFormClient,
  listDeskFormDocumentIds,
  removeDeskFormDocument,
} from '../../../operations/documents/desk-form-documents.ts';
import { stageDocument } from '../../../operations/documents/stage-document.ts';
import type { StagedDocument } from '../../../operations/documents/stage-document.ts';
import { filesAtOnce } from '../../../web-kit/receive-files.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import { typed } from '../../read-form.ts';
import { uploadOf } from '../../receive-upload.ts';
import type { TakeFile } from '../../route.ts';
import { redirect } from '../../visit.ts';
import type { Answer, StaffVisit } from '../../visit.ts';
import type { ActForm } from './act-form.ts';
import { formPage, lookedAt, valuesOf } from './form-page.ts';
import type { FieldFault } from './form-page.ts';
import { isFormId } from './is-form-id.ts';

/** Stores a file with the form it came in, for the sender alone. */
export const takeCaseFile: TakeFile = ({ context, actor }, { form }, name, source) =>
  isFormId(form)
    ? stageDocument(context, { client: deskFormClient(actor, form) }, name, source)
    : Promise.resolve(refuse('INPUT_INVALID', { field: 'form' }));

/**
 * Takes the form of an act: keeps its files, takes one out, shows what the act would do, or does it. Whatever is refused,
 * the page comes back with everything that was typed; a second click is the first one's act.
 */
export function formAct(form: ActForm): (visit: StaffVisit) => Promise<Answer> {
  return async (visit) => {
    const { context, actor, language, params } = visit;
    const complaintId = params['id'] ?? '';
    const [formId, version] = [typed(visit, 'form'), Number(typed(visit, 'version'))];
    const next = typed(visit, 'next');
    if (!isFormId(formId) || !Number.isInteger(version))
      return formPage(visit, form, { refusal: refuse('INPUT_INVALID', { field: '' }).refusal });
    const client = deskFormClient(actor, formId);
    const faults = form.hasFiles === true ? await faultsOfFiles(visit, client) : [];
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
    return isDone ? redirect(`/${language}/cases/${complaintId}`) : formPage(visit, form, { refusal: outcome.refusal });
  };
}

async function faultsOfFiles(visit: StaffVisit, client: string): Promise<FieldFault[]> {
  const { language, response } = visit;
  const upload = uploadOf(response);
  const faults: FieldFault[] = [];
  for (const { name, result } of upload.files) {
    const reason = await faultOf(visit, client, result);
    const status = result.ok ? 422 : refusalStatuses[result.refusal.code];
    if (reason !== undefined)
      faults.push({ field: 'files', text: say(language, 'filing.files.error', { name, reason }), status });
  }
  if (upload.isTooMany)
    faults.push({ field: 'files', text: say(language, 'filing.files.too-many', { n: filesAtOnce }), status: 422 });
  if (!upload.isWhole && faults.length === 0)
    faults.push({ field: 'files', text: sayRefusal(language, { code: 'UPLOAD_BROKEN' }), status: 400 });
  return faults;
}

async function faultOf(
  { language, context }: StaffVisit,
  client: string,
  result: Outcome<StagedDocument>,
): Promise<string | undefined> {
  if (!result.ok) return sayRefusal(language, result.refusal);
  if (result.value.bytes > 0) return undefined;
  await removeDeskFormDocument(context, client, result.value.id);
  return say(language, 'filing.files.empty');
}
