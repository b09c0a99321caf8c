import { staffReads } from '../../domain/access/reading.ts';
import { decisionActDefinitions as acts } from '../../domain/decisions/decision-acts.ts';
import type { DeskRoute } from '../route.ts';
import { decisionPage, signDecisionAct } from './decision-page.ts';
import { approvePublicTextAct, approvePublicTextPage } from './approve-page.ts';
import { checkDraftAct } from './check-page.ts';
import { proposePublicTextAct, proposePublicTextPage } from './marks-page.ts';
import { printDecisionFile } from './print-decision.ts';
import { publicTextsPage } from './public-texts-page.ts';

export const decisionRoutes: readonly DeskRoute[] = [
  {
    method: 'get',
    path: '/public-texts',
    permission: staffReads,
    audit: 'decision.listPublicTexts',
    handler: publicTextsPage,
  },
  {
    method: 'get',
    path: '/decisions/:id',
    permission: staffReads,
    audit: 'decision.readDecision',
    handler: (visit) => decisionPage(visit),
  },
  {
    method: 'get',
    path: '/decisions/:id/print',
    permission: staffReads,
    audit: 'decision.readDecision',
    handler: printDecisionFile,
  },
  {
    method: 'post',
    path: '/decisions/:id/check-draft',
    permission: acts.checkDraft.access,
    audit: 'decision.checkDraft',
    handler: checkDraftAct,
  },
  {
    method: 'post',
    path: '/decisions/:id/sign-decision',
    permission: acts.signDecision.access,
    audit: 'decision.signDecision',
    handler: signDecisionAct,
  },
  {
    method: 'get',
    path: '/decisions/:id/propose-public-text',
    permission: acts.proposePublicText.access,
    audit: 'decision.readDecision',
    handler: proposePublicTextPage,
  },
  {
    method: 'post',
    path: '/decisions/:id/propose-public-text',
    permission: acts.proposePublicText.access,
    audit: 'decision.proposePublicText',
    handler: proposePublicTextAct,
  },
  {
    method: 'get',
    path: '/decisions/:id/approve-public-text',
    permission: acts.approvePublicText.access,
    audit: 'decision.readDecision',
    handler: (visit) => approvePublicTextPage(visit),
  },
  {
    method: 'post',
    path: '/decisions/:id/approve-public-text',
    permission: acts.approvePublicText.access,
    audit: 'decision.approvePublicText',
    handler: approvePublicTextAct,
  },
];
