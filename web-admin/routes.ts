import { staffReads } from '../domain/access/reading.ts';
import { complaintActDefinitions } from '../domain/complaints/complaint-acts.ts';
import { casePage } from './cases/case-page.ts';
import {
  admitComplaintAct,
  openFile,
  registerComplaintAct,
  renewReceiptCodeAct,
  takeComplaintAct,
} from './cases/simple-acts.ts';
import { queuePage } from './queue/queue-page.ts';
import type { DeskRoute } from './route.ts';
import { beginSignIn, completeSignIn, signInPage, signOut } from './sign-in/sign-in-pages.ts';
import type { DeskDeps } from './visit.ts';

const complaint = complaintActDefinitions;

/** Every address of the desk with who may and what the audit calls it. */
export function deskRoutes(_deps: Pick<DeskDeps, 'trainingClock'>): readonly DeskRoute[] {
  return [
    { method: 'get', path: '/sign-in', permission: 'anyone', audit: 'people.signInPage', handler: signInPage },
    { method: 'post', path: '/sign-in', permission: 'anyone', audit: 'people.beginSignIn', handler: beginSignIn },
    {
      method: 'get',
      path: '/sign-in/callback',
      atRoot: true,
      permission: 'anyone',
      audit: 'people.signIn',
      handler: completeSignIn,
    },
    { method: 'post', path: '/sign-out', permission: 'signedIn', audit: 'people.signOut', handler: signOut },
    { method: 'get', path: '/', permission: staffReads, audit: 'complaint.listQueue', handler: queuePage },
    {
      method: 'get',
      path: '/cases/:id',
      permission: staffReads,
      audit: 'complaint.openCase',
      handler: (visit) => casePage(visit),
    },
    {
      method: 'get',
      path: '/cases/:id/files/:file',
      permission: staffReads,
      audit: 'complaint.openCaseDocument',
      handler: openFile,
    },
    {
      method: 'post',
      path: '/cases/:id/register-complaint',
      permission: complaint.registerComplaint.access,
      audit: 'complaint.registerComplaint',
      handler: registerComplaintAct,
    },
    {
      method: 'post',
      path: '/cases/:id/take-complaint',
      permission: complaint.takeComplaint.access,
      audit: 'complaint.takeComplaint',
      handler: takeComplaintAct,
    },
    {
      method: 'post',
      path: '/cases/:id/admit-complaint',
      permission: complaint.admitComplaint.access,
      audit: 'complaint.admitComplaint',
      handler: admitComplaintAct,
    },
    {
      method: 'post',
      path: '/cases/:id/renew-receipt-code',
      permission: complaint.renewReceiptCode.access,
      audit: 'complaint.renewReceiptCode',
      handler: renewReceiptCodeAct,
    },
  ];
}
