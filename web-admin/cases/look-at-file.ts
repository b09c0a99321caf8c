import { mayBeShown } from '../../domain/documents/scan.ts';
import type { PrivateDocument } from '../../operations/complaints/private-side.ts';
import { lookAtCaseDocument } from '../../operations/documents/look-at-case-document.ts';
import { bytes } from '../../wording/figures.ts';
import { say } from '../../wording/say.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { caseCrumbs, casePage } from './case-page.ts';

/**
 * Leads to where a document is looked at, on the files' own address. What no browser should open gets a page of its own
 * that says why and offers the original, so that nothing is saved without an explicit click.
 */
export async function lookAtFile(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params, language, deps } = visit;
  const { id: complaintId = '', file: documentId = '' } = params;
  const outcome = await lookAtCaseDocument(context, actor, { complaintId, documentId });
  if (!outcome.ok) {
    const isKnown = outcome.refusal.code !== 'NOT_FOUND';
    return isKnown ? casePage(visit, { refusal: outcome.refusal }) : refused(outcome);
  }
  const look = outcome.value;
  if (look.viewing === 'none') return notShownPage(visit, complaintId, look);
  const path = look.viewing === 'picture' ? look.path : `${look.path}/${language}`;
  return redirect(new URL(path, deps.addresses.files).href);
}

function notShownPage(
  visit: StaffVisit,
  complaintId: string,
  { document, number }: { document: PrivateDocument; number: string },
): Answer {
  const { language } = visit;
  const title = say(language, 'viewer.none.title');
  const back = `/${language}/cases/${complaintId}`;
  const { name, purpose, mediaType, sha256, scan } = document;
  return {
    kind: 'page',
    view: 'cases/not-shown.njk',
    title,
    crumbs: caseCrumbs(visit, { id: complaintId, number }, title),
    model: {
      why: say(language, `viewer.none.${whyNot(document)}`),
      back,
      original: `${back}/files/${document.id}/original`,
      rows: [
        {
          key: say(language, 'desk.document.name'),
          value: purpose === 'statement' ? say(language, 'desk.document.statement') : name,
          note: mediaType,
        },
        { key: say(language, 'desk.document.size'), value: bytes(language, document.bytes) },
        { key: say(language, 'desk.document.check'), value: say(language, `desk.document.scan.${scan}`) },
        { key: 'SHA-256', value: sha256 },
      ],
    },
  };
}

function whyNot({ scan, mediaType }: PrivateDocument): 'scan' | 'heic' | 'type' {
  if (!mayBeShown(scan)) return 'scan';
  return mediaType === 'image/heic' || mediaType === 'image/heif' ? 'heic' : 'type';
}
