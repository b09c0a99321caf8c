import { staffReads } from '../../domain/access/reading.ts';
import { complaintActDefinitions } from '../../domain/complaints/complaint-acts.ts';
import type { DeskRoute } from '../route.ts';
import { assignComplaintsAct, takeComplaintsAct } from './assign-page.ts';
import { printCasesPage } from './print-cases-page.ts';
import { queueCsv } from './queue-csv.ts';
import { deleteViewAct, renameViewAct, savedViewsPage, saveViewAct } from './saved-views-page.ts';
import { votingDayPage } from './voting-day-page.ts';

export const queueRoutes: readonly DeskRoute[] = [
  {
    method: 'post',
    path: '/assign-complaints',
    permission: complaintActDefinitions.assignComplaint.access,
    audit: 'complaint.assignComplaint',
    handler: assignComplaintsAct,
  },
  {
    method: 'post',
    path: '/take-complaints',
    permission: complaintActDefinitions.takeComplaint.access,
    audit: 'complaint.takeComplaint',
    handler: takeComplaintsAct,
  },
  { method: 'get', path: '/queue.csv', permission: staffReads, audit: 'complaint.listQueue', handler: queueCsv },
  {
    method: 'get',
    path: '/voting-day',
    permission: staffReads,
    audit: 'complaint.readVotingDay',
    handler: votingDayPage,
  },
  {
    method: 'post',
    path: '/print-cases',
    permission: staffReads,
    audit: 'complaint.listChosenCases',
    handler: printCasesPage,
  },
  {
    method: 'get',
    path: '/views',
    permission: staffReads,
    audit: 'desk.listViews',
    handler: (visit) => savedViewsPage(visit),
  },
  { method: 'post', path: '/views/save-view', permission: staffReads, audit: 'desk.saveView', handler: saveViewAct },
  {
    method: 'post',
    path: '/views/:id/rename-view',
    permission: staffReads,
    audit: 'desk.renameView',
    handler: renameViewAct,
  },
  {
    method: 'post',
    path: '/views/:id/delete-view',
    permission: staffReads,
    audit: 'desk.deleteView',
    handler: deleteViewAct,
  },
];
