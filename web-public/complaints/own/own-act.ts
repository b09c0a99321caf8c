import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { actOnOwnCase, waitingClient } from '../../../operations/complaints/act-on-own-case.ts';
import type { OwnAct, OwnActRequest } from '../../../operations/complaints/act-on-own-case.ts';
import { paperLimit } from '../../../operations/complaints/paper.ts';
import { documentLimit } from '../../../operations/documents/stage-document.ts';
import { listWaitingDocuments } from '../../../operations/documents/list-waiting-documents.ts';
import { refusalStatuses } from '../../../domain/refusals.ts';
import type { Refusal } from '../../../domain/refusals.ts';
import { bytes } from '../../../wording/figures.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { defectsModel } from './defects-model.ts';
import { ownFrame, ownPath, ownPaths } from './own-route.ts';
import type { OwnTyped, OwnVisit } from './own-route.ts';

/** How a form of an act stands: what is typed in it, and what was wrong. */
export type OwnForm = {
  act: OwnAct;
  typed: OwnTyped;
  refusal?: Refusal['refusal'];
  /** Faults of files, in words. */
  faults?: readonly { text: string; status: number }[];
  /** The words were kept while the code was asked for: they have to be sent again. */
  isKept?: boolean;
};

/** The page of an act: what follows from it, the form, and why it is refused where it is. */
export async function showOwnAct(
  kit: PageKit,
  request: Request,
  response: Response,
  visit: OwnVisit,
  form: OwnForm,
): Promise<void> {
  const language = languageOf(response);
  const { act, typed, refusal, faults = [], isKept = false } = form;
  const client = waitingClient(visit.session.own, act);
  const documents = takesFiles(act) ? await listWaitingDocuments(kit.contextOf(response), client) : [];
  const closed = visit.opened.refusals[act];
  const isUsed = refusal?.code === 'FORM_ALREADY_USED';
  const target = refusal === undefined || isUsed ? undefined : targetOf(act, refusal);
  const saved = isUsed ? refusal.details['seq'] : undefined;
  const reason = refusal && sayRefusal(language, refusal);
  const errors = [
    ...(reason === undefined ? [] : [{ text: reason, href: `#${target ?? firstControl(act)}` }]),
    ...faults.map(({ text }) => ({ text, href: '#files' })),
  ];
  const contact = visit.opened.side.contact;
  const value = (name: 'email' | 'phone' | 'address'): string => typed[name] ?? contact[name];
  const field = (name: string, text: string) => ({
    name,
    label: say(language, name === 'text' ? `own-case.${act}.text` : `own-case.field.${name}`),
    value: text,
    ...(target === name && reason !== undefined ? { error: reason } : {}),
  });
  kit.show(
    request,
    response,
    `complaints/own/${ownPaths[act]}.njk`,
    { ...ownFrame(response, visit, say(language, `own-case.${act}.title`)), hasErrors: errors.length > 0 },
    {
      number: visit.complaint.number,
      token: visit.session.csrf,
      formId: (isUsed ? undefined : typed['form']) ?? randomUUID(),
      saved: saved === undefined ? null : ownPath(response, visit, `received/${String(saved)}`),
      action: ownPath(response, visit, ownPaths[act]),
      back: ownPath(response, visit),
      publicPath: pagePath(language, visit.path),
      isKept,
      errors,
      code: refusal?.code,
      closed: closed === null ? null : { reason: sayRefusal(language, { code: closed }), code: closed },
      text: { ...field('text', typed['text'] ?? ''), rows: 8, isOptional: true },
      email: { ...field('email', value('email')), autocomplete: 'email', type: 'text' },
      phone: { ...field('phone', value('phone')), autocomplete: 'tel' },
      address: { ...field('address', value('address')), rows: 3 },
      documents,
      filesFault: faults[0]?.text,
      filesHint: say(language, 'own-case.files.hint', { size: bytes(language, documentLimit) }),
      limit: say(language, 'own-case.limit', { n: paperLimit }),
      defects: act === 'cureDefects' ? defectsModel(language, visit.opened) : null,
    },
    statusOf(form),
  );
}

/** Sends an act. Refused, the form stands there again with everything that was typed. */
export async function takeOwnAct(
  kit: PageKit,
  request: Request,
  response: Response,
  visit: OwnVisit,
  { act, typed, documentIds = [] }: { act: OwnAct; typed: OwnTyped; documentIds?: readonly string[] },
): Promise<void> {
  const { text = '', form: formId = '', email = '', phone = '', address = '' } = typed;
  const sent: OwnActRequest = { formId, text, documentIds, contact: { email, phone, address } };
  const outcome = await actOnOwnCase(kit.contextOf(response), visit.session.own, act, sent);
  if (!outcome.ok) return showOwnAct(kit, request, response, visit, { act, typed, refusal: outcome.refusal });
  response.redirect(303, ownPath(response, visit, `received/${String(outcome.value.seq)}`));
}

/** Acts that come with files. */
export function takesFiles(act: OwnAct): boolean {
  return act === 'addEvidence' || act === 'cureDefects';
}

function statusOf({ refusal, faults = [] }: OwnForm): number {
  if (refusal) return refusalStatuses[refusal.code];
  return faults.length === 0 ? 200 : Math.max(...faults.map(({ status }) => status), 400);
}

/** The control that stands first in the form of an act. */
function firstControl(act: OwnAct): string {
  return act === 'changeContact' ? 'email' : 'text';
}

/** The control that a refusal is about. */
function targetOf(act: OwnAct, { code, details }: Refusal['refusal']): string {
  if (act !== 'changeContact') return code === 'DOCUMENT_UNKNOWN' ? 'files' : 'text';
  return details['field'] === 'email' ? 'email' : 'phone';
}
