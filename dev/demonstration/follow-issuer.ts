import type { Database } from '../../persistence/database.ts';

/** The stand-in's address is its issuer and moves with the ports: its people stay the same persons. */
export async function followIssuer(database: Database, issuer: string): Promise<void> {
  await database.query({
    text: `update private.person set issuer = $1
      where issuer <> $1 and issuer like 'http://localhost:%'
        and not exists (select from private.person known where known.issuer = $1)`,
    values: [issuer],
  });
}
