import { complaintActDefinitions as acts } from '../../../domain/complaints/complaint-acts.ts';
import { procedureAccess } from '../../../operations/records/procedure-judges.ts';
import type { DeskRoute } from '../../route.ts';
import type { StaffVisit } from '../../visit.ts';
import type { ActForm } from './act-form.ts';
import { appealForms } from './appeal-forms.ts';
import {
  cancelHearingAct,
  joinSuggestedAct,
  remindBodyAct,
  separateComplaintAct,
  withdrawRequestAct,
} from './button-acts.ts';
import { examiningForms } from './examining-forms.ts';
import { takeFormFile } from '../../form-files.ts';
import { formAct } from './form-act.ts';
import { formPage } from './form-page.ts';
import { hearingForms } from './hearing-forms.ts';
import { joiningForm } from './joining-form.ts';
import { partyForms } from './party-forms.ts';
import { registryForm } from './registry-form.ts';
import { requestForms } from './request-forms.ts';
import { servingForm } from './serving-form.ts';
import { termForms } from './term-forms.ts';

const forms: readonly ActForm[] = [
  ...examiningForms,
  ...requestForms,
  registryForm,
  ...hearingForms,
  joiningForm,
  ...termForms,
  ...partyForms,
  servingForm,
  ...appealForms,
];

function routesOf(form: ActForm): DeskRoute[] {
  const place = { path: `/cases/:id/${form.path}`, permission: procedureAccess[form.act] };
  const files = form.hasFiles === true ? { takeFile: takeFormFile } : {};
  return [
    { ...place, method: 'get', audit: 'complaint.openCase', handler: (visit: StaffVisit) => formPage(visit, form) },
    { ...place, method: 'post', audit: `complaint.${form.act}`, handler: formAct(form), ...files },
  ];
}

/** The addresses of the procedure's acts: a page with a form for each that needs words, a button for each that does not. */
export const actFormRoutes: readonly DeskRoute[] = [
  ...forms.flatMap(routesOf),
  {
    method: 'post',
    path: '/cases/:id/remind-body',
    permission: acts.remindBody.access,
    audit: 'complaint.remindBody',
    handler: remindBodyAct,
  },
  {
    method: 'post',
    path: '/cases/:id/withdraw-request',
    permission: acts.withdrawRequest.access,
    audit: 'complaint.withdrawRequest',
    handler: withdrawRequestAct,
  },
  {
    method: 'post',
    path: '/cases/:id/cancel-hearing',
    permission: acts.cancelHearing.access,
    audit: 'complaint.cancelHearing',
    handler: cancelHearingAct,
  },
  {
    method: 'post',
    path: '/cases/:id/separate-complaint',
    permission: acts.separateComplaint.access,
    audit: 'complaint.separateComplaint',
    handler: separateComplaintAct,
  },
  {
    method: 'post',
    path: '/cases/:id/join-suggested',
    permission: acts.joinComplaint.access,
    audit: 'complaint.joinComplaint',
    handler: joinSuggestedAct,
  },
];
