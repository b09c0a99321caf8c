import { staffReads } from '../../domain/access/reading.ts';
import { sittingActDefinitions as acts } from '../../domain/sittings/sitting-acts.ts';
import type { DeskRoute } from '../route.ts';
import {
  attachDissentAct,
  castVoteAct,
  closeVoteAct,
  itemPage,
  openVoteAct,
  recuseMemberAct,
  removeAgendaItemAct,
} from './item-page.ts';
import { minutesFile } from './minutes-file.ts';
import { closeSittingAct, openSittingAct, recordAttendanceAct, sittingPage } from './sitting-page.ts';
import { planSittingAct, sittingsPage } from './sittings-page.ts';

export const sittingRoutes: readonly DeskRoute[] = [
  {
    method: 'get',
    path: '/sittings',
    permission: staffReads,
    audit: 'sitting.listSittings',
    handler: (visit) => sittingsPage(visit),
  },
  {
    method: 'post',
    path: '/sittings/plan-sitting',
    permission: acts.planSitting.access,
    audit: 'sitting.planSitting',
    handler: planSittingAct,
  },
  {
    method: 'get',
    path: '/sittings/:id',
    permission: staffReads,
    audit: 'sitting.readSitting',
    handler: (visit) => sittingPage(visit),
  },
  {
    method: 'get',
    path: '/sittings/:id/minutes',
    permission: staffReads,
    audit: 'sitting.printMinutes',
    handler: minutesFile,
  },
  {
    method: 'post',
    path: '/sittings/:id/open-sitting',
    permission: acts.openSitting.access,
    audit: 'sitting.openSitting',
    handler: openSittingAct,
  },
  {
    method: 'post',
    path: '/sittings/:id/record-attendance',
    permission: acts.recordAttendance.access,
    audit: 'sitting.recordAttendance',
    handler: recordAttendanceAct,
  },
  {
    method: 'post',
    path: '/sittings/:id/close-sitting',
    permission: acts.closeSitting.access,
    audit: 'sitting.closeSitting',
    handler: closeSittingAct,
  },
  {
    method: 'get',
    path: '/sittings/:id/items/:item',
    permission: staffReads,
    audit: 'sitting.readSitting',
    handler: (visit) => itemPage(visit),
  },
  {
    method: 'post',
    path: '/sittings/:id/items/:item/open-vote',
    permission: acts.openVote.access,
    audit: 'sitting.openVote',
    handler: openVoteAct,
  },
  {
    method: 'post',
    path: '/sittings/:id/items/:item/remove-agenda-item',
    permission: acts.removeAgendaItem.access,
    audit: 'sitting.removeAgendaItem',
    handler: removeAgendaItemAct,
  },
  {
    method: 'post',
    path: '/sittings/:id/items/:item/cast-vote',
    permission: acts.castVote.access,
    audit: 'sitting.castVote',
    handler: castVoteAct,
  },
  {
    method: 'post',
    path: '/sittings/:id/items/:item/recuse-member',
    permission: acts.recuseMember.access,
    audit: 'sitting.recuseMember',
    handler: recuseMemberAct,
  },
  {
    method: 'post',
    path: '/sittings/:id/items/:item/close-vote',
    permission: acts.closeVote.access,
    audit: 'sitting.closeVote',
    handler: closeVoteAct,
  },
  {
    method: 'post',
    path: '/sittings/:id/items/:item/attach-dissent',
    permission: acts.attachDissent.access,
    audit: 'sitting.attachDissent',
    handler: attachDissentAct,
  },
];
