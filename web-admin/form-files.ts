import { refuse, refusalStatuses } from '../domain/refusals.ts';
import type { Outcome } from '../domain/refusals.ts';
import { deskFormClient, removeDeskFormDocument } from '../operations/documents/desk-form-documents.ts';
import { stageDocument } from '../operations/documents/stage-document.ts';
import type { StagedDocument } from '../operations/documents/stage-document.ts';
import { filesAtOnce } from '../web-kit/receive-files.ts';
import { sayRefusal } from '../wording/refusals.ts';
import { say } from '../wording/say.ts';
import { uploadOf } from './receive-upload.ts';
import type { TakeFile } from './route.ts';
import type { StaffVisit } from './visit.ts';

/** A field that is wrong: what to say beside it, and the status of the answer. */
export type FieldFault = { field: string; text: string; status: number };

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a text has the shape of the id that a form's page draws for itself. */
export function isFormId(text: unknown): text is string {
  return typeof text === 'string' && uuid.test(text);
}

/** Stores a file with the form it came in, for the sender alone; a form can say that it brings a document of authority. */
export const takeFormFile: TakeFile = ({ context, actor }, { form, authority }, name, source) =>
  isFormId(form)
    ? stageDocument(context, { client: deskFormClient(actor, form) }, name, source, {
        purpose: authority === 'yes' ? 'authority' : 'evidence',
      })
    : Promise.resolve(refuse('INPUT_INVALID', { field: 'form' }));

/** Ids of the files that came with this request, and what went wrong with the others; an empty file is not kept. */
export async function arrivedFiles(
  visit: StaffVisit,
  client: string,
): Promise<{ documents: readonly string[]; faults: readonly FieldFault[] }> {
  const { language, response } = visit;
  const upload = uploadOf(response);
  const documents: string[] = [];
  const faults: FieldFault[] = [];
  const fault = (text: string, status: number): void => void faults.push({ field: 'files', text, status });
  for (const { name, result } of upload.files) {
    const reason = await faultOf(visit, client, result);
    if (reason === undefined && result.ok) documents.push(result.value.id);
    const status = result.ok ? 422 : refusalStatuses[result.refusal.code];
    if (reason !== undefined) fault(say(language, 'filing.files.error', { name, reason }), status);
  }
  if (upload.isTooMany) fault(say(language, 'filing.files.too-many', { n: filesAtOnce }), 422);
  if (!upload.isWhole && faults.length === 0) fault(sayRefusal(language, { code: 'UPLOAD_BROKEN' }), 400);
  return { documents, faults };
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
