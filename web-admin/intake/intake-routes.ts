import { complaintActDefinitions as acts } from '../../domain/complaints/complaint-acts.ts';
import type { DeskRoute } from '../route.ts';
import { takeFormFile } from '../form-files.ts';
import { entryAct } from './entry-act.ts';
import { newEntryPage } from './entry-page.ts';
import { deskReceiptPage, deskReceiptPdf } from './receipt-page.ts';

/** Who enters complaints: those whom the act of filing names, besides the complainant. */
const permission = acts.fileComplaint.access;

export const intakeRoutes: readonly DeskRoute[] = [
  {
    method: 'get',
    path: '/intake',
    permission,
    audit: 'complaint.newEntry',
    handler: (visit) => newEntryPage(visit, 'paper'),
  },
  {
    method: 'post',
    path: '/intake',
    permission,
    audit: 'complaint.fileComplaint',
    handler: entryAct('paper'),
    takeFile: takeFormFile,
  },
  {
    method: 'get',
    path: '/intake/oral',
    permission,
    audit: 'complaint.newEntry',
    handler: (visit) => newEntryPage(visit, 'oral'),
  },
  {
    method: 'post',
    path: '/intake/oral',
    permission,
    audit: 'complaint.fileComplaint',
    handler: entryAct('oral'),
    takeFile: takeFormFile,
  },
  {
    method: 'get',
    path: '/cases/:id/receipt',
    permission: acts.renewReceiptCode.access,
    audit: 'complaint.tellReceiptCode',
    handler: deskReceiptPage,
  },
  {
    method: 'get',
    path: '/cases/:id/receipt.pdf',
    permission: acts.renewReceiptCode.access,
    audit: 'complaint.tellReceiptCode',
    handler: deskReceiptPdf,
  },
];
