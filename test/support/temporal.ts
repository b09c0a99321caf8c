import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { acquireTemporal } from '../../dev/parts/acquire-temporal.ts';
import { acquireTimeSkipping } from '../../dev/parts/acquire-time-skipping.ts';
import { startTemporal } from '../../dev/parts/temporal-server.ts';

/** A running real server. */
export type TestTemporal = {
  address: string;
  /** Where its file lies. */
  home: string;
  stop: () => Promise<void>;
};

export type MissingServer = { missing: string };

const endings: (() => Promise<unknown>)[] = [];

after(async () => {
  for (const end of endings.toReversed()) await end();
});

/**
 * The real Temporal server with a file of its own under `home` (default: a new folder that goes away with the test file). Where there
 * is none, the words of its absence; in CI that is thrown.
 */
export async function aTemporalServer(home?: string): Promise<TestTemporal | MissingServer> {
  const found = await theTemporalProgram();
  if ('missing' in found) return found;
  const place = home ?? ownFolder();
  const started = await startTemporal({
    program: found.program,
    home: place,
    namespace: 'default',
    note: () => undefined,
  });
  endings.push(started.stop);
  return { address: started.address, home: place, stop: started.stop };
}

/** The program of the real Temporal server, or the words of its absence; in CI that is thrown. */
export async function theTemporalProgram(): Promise<{ program: string } | MissingServer> {
  const server = await acquireTemporal();
  return server.state === 'absent' ? missing('Temporal server', server.cure) : { program: server.path };
}

/**
 * The server that skips time, one for a test file, since its time is global. Where there is none, the words of its absence; in CI that
 * is thrown.
 */
export async function aTimeSkippingServer(): Promise<TestWorkflowEnvironment | MissingServer> {
  const server = await acquireTimeSkipping();
  if (server.state === 'absent') return missing('time-skipping server', server.cure);
  const executable = { type: 'existing-path', path: server.path } as const;
  const environment = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
  endings.push(() => environment.teardown());
  return environment;
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shailoo-temporal-'));
  endings.push(async () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function missing(name: string, cure: string): MissingServer {
  if (process.env['CI'] === 'true') throw new Error(`${name} is missing: ${cure}`);
  return { missing: `${name} is missing: ${cure}` };
}
