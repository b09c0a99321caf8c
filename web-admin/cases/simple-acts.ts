import { z } from 'zod';
import { admitComplaint } from '../../operations/complaints/admit-complaint.ts';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { renewReceiptCode } from '../../operations/complaints/renew-receipt-code.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import { openDeskReceipt } from '../../operations/complaints/open-desk-receipt.ts';
import { openCaseDocument } from '../../operations/documents/open-case-document.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { say } from '../../wording/say.ts';
import { readForm } from '../read-form.ts';
import { actDone, redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { caseCrumbs, casePage } from './case-page.ts';

/** The version of the page that a form was on; what changed since then is not overwritten. */
export const versionField = z.coerce.number().int().min(0);

const onlyVersion = z.strictObject({ version: versionField });

type SimpleAct = typeof registerComplaint;

/** An act that needs no more than the case: done, or the same page with the refusal. A double click is one act. */
function simpleAct(name: string, act: SimpleAct): (visit: StaffVisit) => Promise<Answer> {
  return async (visit) => {
    const complaintId = visit.params['id'] ?? '';
    const form = readForm(visit, onlyVersion);
    const outcome = form.ok
      ? await act(visit.context, visit.actor, { complaintId, expectedVersion: form.value.version })
      : form;
    const isDone =
      outcome.ok ||
      (await wasJustDone(visit.context, visit.actor, {
        recordId: complaintId,
        action: `complaint.${name}`,
        code: outcome.refusal.code,
      }));
    return isDone || outcome.ok ? actDone(visit, complaintId) : casePage(visit, { refusal: outcome.refusal });
  };
}

export const registerComplaintAct = simpleAct('registerComplaint', registerComplaint);
export const takeComplaintAct = simpleAct('takeComplaint', takeComplaint);
export const admitComplaintAct = simpleAct('admitComplaint', admitComplaint);

/** Renews the receipt code and shows the new one once, to be handed over; it stands in no address. */
export async function renewReceiptCodeAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor } = visit;
  const complaintId = visit.params['id'] ?? '';
  const form = readForm(visit, onlyVersion);
  if (!form.ok) return casePage(visit, { refusal: form.refusal });
  const renewed = await renewReceiptCode(context, actor, { complaintId, expectedVersion: form.value.version });
  if (!renewed.ok) {
    const action = 'complaint.renewReceiptCode';
    const isDouble = await wasJustDone(context, actor, { recordId: complaintId, action, code: renewed.refusal.code });
    if (!isDouble) return casePage(visit, { refusal: renewed.refusal });
  }
  const told = await openDeskReceipt(context, actor, { complaintId });
  if (!told.ok) return refused(told);
  const { code, number } = told.value;
  const title = say(language, 'desk.code.title');
  const crumbs = caseCrumbs(visit, { id: complaintId, number }, title);
  const model = { code, number, back: `/${language}/cases/${complaintId}` };
  return { kind: 'page', view: 'cases/receipt-code.njk', title, crumbs, model };
}

/** Leads to the original of a document on the files' own address, to save, by a link that works once. */
export async function openOriginal(visit: StaffVisit): Promise<Answer> {
  const { id: complaintId = '', file: documentId = '' } = visit.params;
  const request = { complaintId, documentId, form: 'original' } as const;
  const outcome = await openCaseDocument(visit.context, visit.actor, request);
  if (outcome.ok) return redirect(new URL(outcome.value.path, visit.deps.addresses.files).href);
  const isKnown = outcome.refusal.code !== 'NOT_FOUND';
  return isKnown ? casePage(visit, { refusal: outcome.refusal }) : refused(outcome);
}
