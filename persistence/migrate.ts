import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { Foundation } from './migrations/0001-foundation.ts';
import { DeskIntake } from './migrations/0003-desk-intake.ts';
import { Intake } from './migrations/0002-intake.ts';
import { IntakeMail } from './migrations/0002-intake-mail.ts';
import { Decisions } from './migrations/0004-decisions.ts';
import { Desk } from './migrations/0005-desk.ts';
import { Procedure } from './migrations/0006-procedure.ts';
import { OwnCase } from './migrations/0008-own-case.ts';
import { LawAdoption } from './migrations/0009-law-adoption.ts';
import { Deputies } from './migrations/0010-deputies.ts';
import { Serving } from './migrations/0011-serving.ts';
import { RepresentedSearch } from './migrations/0012-represented-search.ts';
import { Ledger } from './migrations/0013-ledger.ts';
import { PublicSearch } from './migrations/0014-public-search.ts';
import { RegistryExchanges } from './migrations/0015-registry-exchanges.ts';
import { FigureStatistics } from './migrations/0016-figures.ts';
import { Followers } from './migrations/0016-followers.ts';
import { PublicSearchText } from './migrations/0017-public-search-text.ts';
import { LedgerCheck } from './migrations/0018-ledger-check.ts';
import { OutagesStay } from './migrations/0020-outages-stay.ts';
import { RegistryQuestions } from './migrations/0019-registry-questions.ts';
import { KeptConsistency } from './migrations/0022-kept-consistency.ts';
import { LeanerIndexes } from './migrations/0023-leaner-indexes.ts';
import { HoldersBeside } from './migrations/0024-holders-beside.ts';
import { LeanerWrites } from './migrations/0025-leaner-writes.ts';
import { RegistryTrust } from './migrations/0026-registry-trust.ts';
import { SharedOutages } from './migrations/0027-shared-outages.ts';
import { ContainerChecks } from './migrations/0029-container-checks.ts';
import { OutageProbes } from './migrations/0029-outage-probes.ts';
import { LeftUnexamined } from './migrations/0030-left-unexamined.ts';

const migrations = [
  { name: '0001-foundation', class: Foundation },
  { name: '0002-intake', class: Intake },
  { name: '0002-intake-mail', class: IntakeMail },
  { name: '0003-desk-intake', class: DeskIntake },
  { name: '0004-decisions', class: Decisions },
  { name: '0005-desk', class: Desk },
  { name: '0006-procedure', class: Procedure },
  { name: '0008-own-case', class: OwnCase },
  { name: '0009-law-adoption', class: LawAdoption },
  { name: '0010-deputies', class: Deputies },
  { name: '0011-serving', class: Serving },
  { name: '0012-represented-search', class: RepresentedSearch },
  { name: '0013-ledger', class: Ledger },
  { name: '0014-public-search', class: PublicSearch },
  { name: '0015-registry-exchanges', class: RegistryExchanges },
  { name: '0016-figures', class: FigureStatistics },
  { name: '0016-followers', class: Followers },
  { name: '0017-public-search-text', class: PublicSearchText },
  { name: '0018-ledger-check', class: LedgerCheck },
  { name: '0019-registry-questions', class: RegistryQuestions },
  { name: '0020-outages-stay', class: OutagesStay },
  { name: '0022-kept-consistency', class: KeptConsistency },
  { name: '0023-leaner-indexes', class: LeanerIndexes },
  { name: '0024-holders-beside', class: HoldersBeside },
  { name: '0025-leaner-writes', class: LeanerWrites },
  { name: '0026-registry-trust', class: RegistryTrust },
  { name: '0027-shared-outages', class: SharedOutages },
  { name: '0029-container-checks', class: ContainerChecks },
  { name: '0029-outage-probes', class: OutageProbes },
  { name: '0030-left-unexamined', class: LeftUnexamined },
];

/**
 * Brings the database at the given address to the newest schema, or to that of the migration named `upTo`; idempotent.
 * Throws the driver's error when it cannot.
 */
export async function migrate(databaseUrl: string, upTo?: string): Promise<void> {
  const orm = new MikroORM({
    clientUrl: databaseUrl,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, silent: true },
  });
  try {
    await orm.migrator.up(upTo === undefined ? {} : { to: upTo });
  } finally {
    await orm.close(true);
  }
}
