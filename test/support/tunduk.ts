import { randomBytes, randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TundukClientConfiguration } from '../../integrations/tunduk/client/client-configuration.ts';
import { openFileExchangeLog } from '../../integrations/tunduk/client/file-exchange-log.ts';
import type { FileExchangeLog } from '../../integrations/tunduk/client/file-exchange-log.ts';
import { folderEvidenceStore } from '../../integrations/tunduk/client/folder-evidence-store.ts';
import type { EvidenceStore } from '../../integrations/tunduk/client/evidence-store.ts';
import { tundukClient } from '../../integrations/tunduk/client/tunduk-client.ts';
import type { RegistryQuestion, TundukClient } from '../../integrations/tunduk/client/tunduk-client.ts';
import { startStub } from '../../integrations/tunduk/stub/start-stub.ts';
import type { RunningStub, StubOptions } from '../../integrations/tunduk/stub/start-stub.ts';

const shipped = new URL('../../integrations/tunduk/stub/tunduk-stub.yaml', import.meta.url);

/** The subsystems of the shipped configuration, and one that nobody knows. */
export const subsystems = {
  candidateChecks: subsystem('70000099', 'candidate-checks'),
  voterList: subsystem('70000099', 'voter-list'),
  unknown: subsystem('70000098', 'nobody'),
};

function subsystem(memberCode: string, name: string) {
  return { instance: 'central-server', memberClass: 'GOV', memberCode, subsystem: name };
}

/** A stand-in of a test with its own folder; `yaml` replaces the shipped configuration. */
export async function aStub(
  options: { yaml?: string } & Partial<StubOptions> = {},
): Promise<RunningStub & { folder: string; file: string }> {
  const { yaml, ...others } = options;
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-tunduk-'));
  const file = join(folder, 'tunduk-stub.yaml');
  if (yaml === undefined) copyFileSync(shipped, file);
  else writeFileSync(file, yaml);
  const ports = { host: '127.0.0.1', httpPort: 0, httpsPort: 0, controlPort: 0 };
  const stub = await startStub({ configurationFile: file, home: join(folder, 'home'), ...ports, ...others });
  return {
    ...stub,
    folder,
    file,
    close: async () => {
      await stub.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A client of a test with a log and evidence of its own. */
export async function aClient(
  address: string,
  change: Partial<TundukClientConfiguration> = {},
): Promise<TundukClient & { log: FileExchangeLog; evidence: EvidenceStore }> {
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-tunduk-client-'));
  const log = await openFileExchangeLog(join(folder, 'exchanges.jsonl'));
  const evidence = folderEvidenceStore(join(folder, 'evidence'), randomBytes(32));
  const client = tundukClient({
    securityServer: { type: 'http', address },
    client: subsystems.candidateChecks,
    environment: 'stand-in',
    log,
    evidence,
    limits: { connections: 8, connectMs: 2_000, totalMs: 20_000 },
    ...change,
  });
  return {
    ...client,
    log,
    evidence,
    close: async () => {
      await client.close();
      await log.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A question with everything in it but what is asked. */
export function aQuestion<Question>(ask: Question, change: Partial<RegistryQuestion<Question>> = {}) {
  const reasons = { userId: 'KG-SYS-candidate-check', issue: '2026-17', purpose: 'check of a candidate' };
  return { exchangeId: randomUUID(), ask, ...reasons, ...change };
}
