import { printAccessMatrix } from '../../domain/access/print-access-matrix.ts';
import { contractJsonSchema } from '../../integrations/tunduk/contracts/contract-schema.ts';
import { stubConfigurationSchema } from '../../integrations/tunduk/stub/stub-configuration.ts';
import { lawPackJsonSchema } from '../../persistence/law/load-pack.ts';
import { auditEventsPage } from './audit-events-page.ts';
import { eventsPage } from './events-page.ts';
import { refusalsPage } from './refusals-page.ts';
import { routesPage } from './routes-page.ts';
import { transitionsPage } from './transitions-page.ts';
import { tundukContractsPage, tundukFaultsPage, tundukRulesPage } from './tunduk-pages.ts';

/** Every file of docs/generated with its text, as the code says it now. The same code gives the same bytes. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['transitions.md', transitionsPage()],
    ['access-matrix.md', printAccessMatrix()],
    ['refusals.md', refusalsPage()],
    ['events.md', eventsPage()],
    ['audit-events.md', auditEventsPage()],
    ['routes.md', routesPage()],
    ['tunduk-contracts.md', tundukContractsPage()],
    ['tunduk-faults.md', tundukFaultsPage()],
    ['tunduk-rules.md', tundukRulesPage()],
    ['tunduk-stub.schema.json', `${JSON.stringify(stubConfigurationSchema(), undefined, 2)}\n`],
    ['tunduk-contract.schema.json', `${JSON.stringify(contractJsonSchema(), undefined, 2)}\n`],
    ['law-pack.schema.json', `${JSON.stringify(lawPackJsonSchema(), undefined, 2)}\n`],
  ]);
}
