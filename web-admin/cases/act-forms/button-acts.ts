import { z } from 'zod';
import type { Outcome } from '../../../domain/refusals.ts';
import type { CaseRequest } from '../../../operations/complaints/act-on-case.ts';
import { cancelHearing } from '../../../operations/complaints/cancel-hearing.ts';
import { joinComplaint } from '../../../operations/complaints/join-complaint.ts';
import { remindBody } from '../../../operations/complaints/remind-body.ts';
import { separateComplaint } from '../../../operations/complaints/separate-complaint.ts';
import { withdrawRequest } from '../../../operations/complaints/withdraw-request.ts';
import { readForm } from '../../read-form.ts';
import { actDone, redirect } from '../../visit.ts';
import type { Answer, StaffVisit } from '../../visit.ts';
import { casePage } from '../case-page.ts';
import { versionField } from '../simple-acts.ts';

type Send = (visit: StaffVisit, request: CaseRequest, about: string) => Promise<Outcome<unknown>>;

const fields = { version: versionField, form: z.uuid() };

/** An act of one click on something that the case has; a second click is the first one's act. */
function buttonAct(name: string | undefined, anchor: string, send: Send): (visit: StaffVisit) => Promise<Answer> {
  const schema = name === undefined ? z.strictObject(fields) : z.strictObject({ ...fields, [name]: z.uuid() });
  return async (visit) => {
    const complaintId = visit.params['id'] ?? '';
    const form = readForm<Record<string, unknown>>(visit, schema);
    if (!form.ok) return casePage(visit, { refusal: form.refusal });
    const request = { complaintId, expectedVersion: Number(form.value['version']), formId: String(form.value['form']) };
    const outcome = await send(visit, request, name === undefined ? '' : String(form.value[name]));
    const isDone = outcome.ok || outcome.refusal.code === 'ALREADY_DONE';
    return isDone ? actDone(visit, complaintId, anchor) : casePage(visit, { refusal: outcome.refusal });
  };
}

export const remindBodyAct = buttonAct('request', '#requests', ({ context, actor }, request, requestId) =>
  remindBody(context, actor, { ...request, requestId }),
);
export const withdrawRequestAct = buttonAct('request', '#requests', ({ context, actor }, request, requestId) =>
  withdrawRequest(context, actor, { ...request, requestId }),
);
export const cancelHearingAct = buttonAct('hearing', '#hearings', ({ context, actor }, request, hearingId) =>
  cancelHearing(context, actor, { ...request, hearingId }),
);
export const separateComplaintAct = buttonAct(undefined, '', ({ context, actor }, request) =>
  separateComplaint(context, actor, request),
);
const joining = z.strictObject({ ...fields, lead: z.uuid(), back: z.uuid() });

/** Joins two complaints of which the page of one suggested the other, and leads back to that page. */
export async function joinSuggestedAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, language } = visit;
  const complaintId = visit.params['id'] ?? '';
  const form = readForm(visit, joining);
  if (!form.ok) return casePage(visit, { refusal: form.refusal });
  const { version: expectedVersion, form: formId, lead: leadId, back } = form.value;
  const outcome = await joinComplaint(context, actor, { complaintId, expectedVersion, formId, leadId });
  const isDone = outcome.ok || outcome.refusal.code === 'ALREADY_DONE';
  return isDone ? redirect(`/${language}/cases/${back}#joined`) : casePage(visit, { refusal: outcome.refusal });
}
