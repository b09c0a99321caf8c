import { calendarRoutes } from './calendar/calendar-routes.ts';
import { caseRoutes } from './cases/case-routes.ts';
import { clockRoutes } from './clock/clock-routes.ts';
import { decisionRoutes } from './decisions/decision-routes.ts';
import { keysRoutes } from './keys/keys-routes.ts';
import { lawRoutes } from './law/law-routes.ts';
import { intakeRoutes } from './intake/intake-routes.ts';
import { peopleRoutes } from './people/people-routes.ts';
import { queueRoutes } from './queue/queue-routes.ts';
import { reportRoutes } from './reports/report-routes.ts';
import { registriesRoutes } from './registries/registries-routes.ts';
import type { DeskRoute } from './route.ts';
import { signInRoutes } from './sign-in/sign-in-routes.ts';
import { sittingRoutes } from './sittings/sitting-routes.ts';

/** Every address of the desk with who may and what the audit calls it. The clock's page is there in training only. */
export function deskRoutes(options: { trainingClock: boolean }): readonly DeskRoute[] {
  return [
    ...signInRoutes,
    ...queueRoutes,
    ...caseRoutes,
    ...intakeRoutes,
    ...calendarRoutes,
    ...decisionRoutes,
    ...sittingRoutes,
    ...reportRoutes,
    ...peopleRoutes,
    ...lawRoutes,
    ...registriesRoutes,
    ...keysRoutes,
    ...(options.trainingClock ? clockRoutes : []),
  ];
}
