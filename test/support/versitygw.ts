import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { acquireVersitygw } from '../../dev/parts/acquire-versitygw.ts';
import { freePort } from '../../dev/parts/free-port.ts';
import type { S3Configuration } from '../../integrations/document-store/s3-client.ts';

/** An S3 service for one test file, or the reason why there is none. */
export type S3ForTests = { configuration: S3Configuration; stop(): Promise<void> } | { absent: string };

/** The service named by S3_ENDPOINT, or versitygw on a free port over a temporary folder. */
export async function anS3Service(): Promise<S3ForTests> {
  const { S3_ENDPOINT: endpoint, S3_BUCKET, S3_ACCESS_KEY, S3_SECRET_KEY } = process.env;
  if (endpoint !== undefined) {
    return {
      configuration: {
        endpoint,
        bucket: S3_BUCKET ?? 'shailoo-test',
        accessKey: S3_ACCESS_KEY ?? '',
        secretKey: S3_SECRET_KEY ?? '',
      },
      stop: async () => undefined,
    };
  }
  const acquired = await acquireVersitygw();
  return 'absent' in acquired ? acquired : startVersitygw(acquired.path);
}

async function startVersitygw(program: string): Promise<S3ForTests> {
  const folder = await mkdtemp(join(tmpdir(), 'shailoo-versitygw-'));
  for (const name of ['objects', 'attributes']) {
    await mkdir(join(folder, name));
  }
  const port = await freePort();
  const configuration = {
    endpoint: `http://127.0.0.1:${port}`,
    bucket: 'shailoo-test',
    accessKey: 'test-access',
    secretKey: 'test-secret',
  };
  const server = spawn(
    program,
    ['--port', `127.0.0.1:${port}`, 'posix', '--sidecar', join(folder, 'attributes'), join(folder, 'objects')],
    {
      stdio: 'ignore',
      env: { ...process.env, ROOT_ACCESS_KEY: configuration.accessKey, ROOT_SECRET_KEY: configuration.secretKey },
    },
  );
  const exited = new Promise<void>((resolve) => server.once('close', () => resolve()));
  await answers(configuration.endpoint);
  return {
    configuration,
    async stop() {
      server.kill('SIGTERM');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function answers(endpoint: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer !== undefined) {
      await answer.body?.cancel();
      return;
    }
    await wait(50);
  }
  throw new Error(`No S3 service answers at ${endpoint}.`);
}
