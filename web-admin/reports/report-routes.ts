import { staffReads } from '../../domain/access/reading.ts';
import type { DeskRoute } from '../route.ts';
import { reportCasesPage } from './report-cases-page.ts';
import { reportCsv, reportsPage } from './reports-page.ts';

export const reportRoutes: readonly DeskRoute[] = [
  { method: 'get', path: '/reports', permission: staffReads, audit: 'report.readReports', handler: reportsPage },
  {
    method: 'get',
    path: '/reports/table.csv',
    permission: staffReads,
    audit: 'report.readReports',
    handler: reportCsv,
  },
  {
    method: 'get',
    path: '/reports/cases',
    permission: staffReads,
    audit: 'report.listReportCases',
    handler: reportCasesPage,
  },
];
