import { staffNotes, staffReads } from '../../domain/access/reading.ts';
import { complaintActDefinitions as acts } from '../../domain/complaints/complaint-acts.ts';
import { decisionActDefinitions } from '../../domain/decisions/decision-acts.ts';
import { draftAct, draftPage, previewDraftAct } from '../decisions/draft-page.ts';
import { queuePage } from '../queue/queue-page.ts';
import type { DeskRoute } from '../route.ts';
import { actFormRoutes } from './act-forms/act-form-routes.ts';
import { addNoteAct } from './add-note-act.ts';
import { casePage } from './case-page.ts';
import { findPage } from './find-page.ts';
import { lookAtFile } from './look-at-file.ts';
import { placeOnAgendaAct, placeOnAgendaPage } from './place-on-agenda-page.ts';
import { printCase } from './print-case.ts';
import { searchPage } from './search-page.ts';
import {
  admitComplaintAct,
  openOriginal,
  registerComplaintAct,
  renewReceiptCodeAct,
  takeComplaintAct,
} from './simple-acts.ts';

export const caseRoutes: readonly DeskRoute[] = [
  { method: 'get', path: '/', permission: staffReads, audit: 'complaint.listQueue', handler: queuePage },
  { method: 'get', path: '/find', permission: staffReads, audit: 'complaint.findCase', handler: findPage },
  { method: 'get', path: '/search', permission: staffReads, audit: 'complaint.searchCases', handler: searchPage },
  { method: 'post', path: '/search', permission: staffReads, audit: 'complaint.searchCases', handler: searchPage },
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
    handler: lookAtFile,
  },
  {
    method: 'get',
    path: '/cases/:id/files/:file/original',
    permission: staffReads,
    audit: 'complaint.openCaseDocument',
    handler: openOriginal,
  },
  {
    method: 'get',
    path: '/cases/:id/print',
    permission: staffReads,
    audit: 'document.printCase',
    handler: printCase,
  },
  {
    method: 'post',
    path: '/cases/:id/add-note',
    permission: staffNotes,
    audit: 'complaint.addNote',
    handler: addNoteAct,
  },
  {
    method: 'post',
    path: '/cases/:id/register-complaint',
    permission: acts.registerComplaint.access,
    audit: 'complaint.registerComplaint',
    handler: registerComplaintAct,
  },
  {
    method: 'post',
    path: '/cases/:id/take-complaint',
    permission: acts.takeComplaint.access,
    audit: 'complaint.takeComplaint',
    handler: takeComplaintAct,
  },
  {
    method: 'post',
    path: '/cases/:id/admit-complaint',
    permission: acts.admitComplaint.access,
    audit: 'complaint.admitComplaint',
    handler: admitComplaintAct,
  },
  {
    method: 'get',
    path: '/cases/:id/draft-decision',
    permission: decisionActDefinitions.draftDecision.access,
    audit: 'complaint.openCase',
    handler: (visit) => draftPage(visit),
  },
  {
    method: 'post',
    path: '/cases/:id/draft-decision',
    permission: decisionActDefinitions.draftDecision.access,
    audit: 'decision.draftDecision',
    handler: draftAct,
  },
  {
    method: 'post',
    path: '/cases/:id/preview-draft',
    permission: decisionActDefinitions.draftDecision.access,
    audit: 'decision.previewDraft',
    handler: previewDraftAct,
  },
  {
    method: 'get',
    path: '/cases/:id/place-on-agenda',
    permission: acts.placeComplaintOnAgenda.access,
    audit: 'complaint.openCase',
    handler: (visit) => placeOnAgendaPage(visit),
  },
  {
    method: 'post',
    path: '/cases/:id/place-on-agenda',
    permission: acts.placeComplaintOnAgenda.access,
    audit: 'complaint.placeComplaintOnAgenda',
    handler: placeOnAgendaAct,
  },
  {
    method: 'post',
    path: '/cases/:id/renew-receipt-code',
    permission: acts.renewReceiptCode.access,
    audit: 'complaint.renewReceiptCode',
    handler: renewReceiptCodeAct,
  },
  ...actFormRoutes,
];
