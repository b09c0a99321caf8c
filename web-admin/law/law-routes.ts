import { staffReads } from '../../domain/access/reading.ts';
import { lawEditionActDefinitions as acts } from '../../domain/law-editions/law-edition-acts.ts';
import type { DeskRoute } from '../route.ts';
import { confirmEditionAct, editionPage, rejectEditionAct } from './edition-page.ts';
import { lawPage } from './law-page.ts';
import { proposeEditionAct } from './propose-act.ts';
import { proposePage } from './propose-page.ts';

export const lawRoutes: readonly DeskRoute[] = [
  { method: 'get', path: '/law', permission: staffReads, audit: 'law.readLaw', handler: lawPage },
  {
    method: 'get',
    path: '/law/propose',
    permission: acts.proposeLawEdition.access,
    audit: 'law.proposeForm',
    handler: (visit) => proposePage(visit),
  },
  {
    method: 'post',
    path: '/law/propose/propose-edition',
    permission: acts.proposeLawEdition.access,
    audit: 'lawEdition.proposeLawEdition',
    handler: proposeEditionAct,
  },
  {
    method: 'get',
    path: '/law/editions/:id',
    permission: staffReads,
    audit: 'lawEdition.readEdition',
    handler: (visit) => editionPage(visit),
  },
  {
    method: 'post',
    path: '/law/editions/:id/confirm-edition',
    permission: acts.confirmLawEdition.access,
    audit: 'lawEdition.confirmLawEdition',
    handler: confirmEditionAct,
  },
  {
    method: 'post',
    path: '/law/editions/:id/reject-edition',
    permission: acts.rejectLawEdition.access,
    audit: 'lawEdition.rejectLawEdition',
    handler: rejectEditionAct,
  },
];
