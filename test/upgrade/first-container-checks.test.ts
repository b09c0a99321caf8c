import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { Client } from 'pg';
import { dependsOnTrust, verdictOf } from '../../integrations/tunduk/client/container-verdict.ts';
import { broken, brokenReasons, notChecked, unknownReasons } from '../../integrations/tunduk/client/evidence-check.ts';
import { verifyContainer } from '../../integrations/tunduk/client/verify-container.ts';
import type { ContainerFinding } from '../../integrations/tunduk/client/verify-container.ts';
import { migrate } from '../../persistence/migrate.ts';
import { anEmptyDatabase } from '../support/postgres.ts';

const checks = ['references', 'coverage', 'signingCertificate', 'chain', 'timeStamp', 'revocation'] as const;
const states = [...brokenReasons.map(broken), ...unknownReasons.map(notChecked)];

/** A finding in which everything holds, but for what is told. */
function aFinding(change: Partial<ContainerFinding> = {}): ContainerFinding {
  const good = Object.fromEntries(checks.map((name) => [name, { state: 'good' }])) as Pick<
    ContainerFinding,
    (typeof checks)[number]
  >;
  return { ...verifyContainer(Buffer.of(), []), isWhole: true, signature: 'matches', ...good, ...change };
}

const findings = [
  aFinding(),
  aFinding({ isWhole: false }),
  aFinding({ signature: 'differs' }),
  aFinding({ signature: 'not-checked' }),
  ...checks.flatMap((name) => states.map((state) => aFinding({ [name]: state }))),
  aFinding({ chain: broken('no-path'), timeStamp: notChecked('no-anchors') }),
  aFinding({ chain: notChecked('no-anchors'), signature: 'differs' }),
];

test('the upgrade says of every container what the program says of its finding, and whether other certificates could change it', async () => {
  const url = await anEmptyDatabase();
  await migrate(url, '0023-leaner-indexes');
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const rows = findings.map((finding) => ({ id: randomUUID(), finding }));
    await client.query(`set session_replication_role = 'replica'`);
    for (const { id, finding } of rows) {
      await client.query(
        `insert into registry_container (exchange_id, attempt, side, evidence_id, finding) values ($1, 1, 'request', $1, $2)`,
        [id, finding],
      );
    }
    await migrate(url);
    const { rows: said } = await client.query<{ id: string; verdict: string; open: boolean }>(
      'select exchange_id as id, verdict, depends_on_trust as open from registry_container_check',
    );
    for (const { id, finding } of rows) {
      const { verdict, open } = said.find((row) => row.id === id) ?? {};
      assert.deepEqual([verdict, open], [verdictOf(finding), dependsOnTrust(finding)], JSON.stringify(finding));
    }
  } finally {
    await client.end();
  }
});
