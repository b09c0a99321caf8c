import { staffReads } from '../../domain/access/reading.ts';
import type { DeskRoute } from '../route.ts';
import { clockPage, moveClockAct } from './clock-page.ts';

export const clockRoutes: readonly DeskRoute[] = [
  {
    method: 'get',
    path: '/clock',
    permission: staffReads,
    audit: 'clock.readClocks',
    handler: (visit) => clockPage(visit),
  },
  {
    method: 'post',
    path: '/clock/move-clock',
    permission: staffReads,
    audit: 'clock.moveClock',
    handler: moveClockAct,
  },
];
