import { staffReads } from '../../domain/access/reading.ts';
import type { DeskRoute } from '../route.ts';
import { registriesPage } from './registries-page.ts';

export const registriesRoutes: readonly DeskRoute[] = [
  {
    method: 'get',
    path: '/registries',
    permission: staffReads,
    audit: 'registry.readRegistries',
    handler: registriesPage,
  },
];
