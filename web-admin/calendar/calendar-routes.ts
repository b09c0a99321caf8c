import { staffReads } from '../../domain/access/reading.ts';
import type { DeskRoute } from '../route.ts';
import { calendarPage } from './calendar-page.ts';
import { calendarFeed, renewFeedAct, revokeFeedAct } from './feed-acts.ts';

export const calendarRoutes: readonly DeskRoute[] = [
  { method: 'get', path: '/calendar', permission: staffReads, audit: 'calendar.readCalendar', handler: calendarPage },
  {
    method: 'post',
    path: '/calendar/renew-feed',
    permission: staffReads,
    audit: 'calendar.renewFeed',
    handler: renewFeedAct,
  },
  {
    method: 'post',
    path: '/calendar/revoke-feed',
    permission: staffReads,
    audit: 'calendar.revokeFeed',
    handler: revokeFeedAct,
  },
  {
    method: 'get',
    path: '/calendar-feed/:token/shailoo.ics',
    permission: 'anyone',
    audit: 'calendar.readFeed',
    handler: calendarFeed,
  },
];
