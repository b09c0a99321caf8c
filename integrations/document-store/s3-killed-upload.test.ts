import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { anS3Service } from '../../test/support/versitygw.ts';
import { openS3DocumentStore } from './s3-document-store.ts';

const passedOn = 300_000;

test('a process killed while its upload is on the wire leaves no object', async (context) => {
  const service = await anS3Service();
  if ('absent' in service) {
    assert.notEqual(process.env['CI'], 'true', service.absent);
    return context.skip(service.absent);
  }
  const spoolFolder = await mkdtemp(join(tmpdir(), 'shailoo-killed-'));
  const configuration = { ...service.configuration, spoolFolder };
  const store = await openS3DocumentStore(configuration);
  const narrow = await aNarrowWay(new URL(configuration.endpoint));
  const id = randomUUID();

  const child = uploading(id, { ...configuration, endpoint: narrow.address });
  await narrow.isStuck;
  child.kill('SIGKILL');
  await once(child, 'close');
  narrow.end();
  await wait(300);

  const listed: string[] = [];
  for await (const found of store.list()) listed.push(found);
  assert.ok(!listed.includes(id));
  await openS3DocumentStore(configuration);
  assert.deepEqual(await readdir(spoolFolder), []);
  await service.stop();
  await rm(spoolFolder, { recursive: true });
});

/** A way to the service that passes on the beginning of what is sent, then nothing more. */
async function aNarrowWay(service: URL): Promise<{ address: string; isStuck: Promise<void>; end(): void }> {
  const stuck = Promise.withResolvers<void>();
  const sockets = new Set<Socket>();
  const server = createServer((from) => {
    const to = connect(Number(service.port), service.hostname);
    let passed = 0;
    for (const socket of [from, to]) sockets.add(socket.on('error', () => undefined));
    to.pipe(from);
    from.on('data', (piece) => {
      passed += piece.length;
      if (passed < passedOn) to.write(piece);
      else stuck.resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isStuck: stuck.promise,
    end() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function uploading(id: string, configuration: object) {
  const code = `import { openS3DocumentStore } from ${JSON.stringify(new URL('./s3-document-store.ts', import.meta.url).href)};
    const store = await openS3DocumentStore(${JSON.stringify(configuration)});
    async function* source() { yield Buffer.alloc(5_000_000, 7); }
    await store.put('${id}', source(), { key: Buffer.alloc(32), limit: 10_000_000 });`;
  return spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'ignore', 'inherit'] });
}
