import { staffReads } from '../../domain/access/reading.ts';
import type { DeskRoute } from '../route.ts';
import { keysPage } from './keys-page.ts';

export const keysRoutes: readonly DeskRoute[] = [
  { method: 'get', path: '/keys', permission: staffReads, audit: 'desk.readKeys', handler: keysPage },
];
