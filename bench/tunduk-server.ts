import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startStub } from '../integrations/tunduk/stub/start-stub.ts';

/** A process of the benchmark: the stand-in, or a server that answers at once with as many bytes. */
const configurationFile = fileURLToPath(new URL('../integrations/tunduk/stub/tunduk-stub.yaml', import.meta.url));
process.once('disconnect', () => process.exit(0));
process.on('message', () => process.send?.({ memory: process.memoryUsage().rss }));

if (process.argv[2] === 'stub') {
  const home = mkdtempSync(join(tmpdir(), 'shailoo-bench-tunduk-'));
  const stub = await startStub({
    configurationFile,
    home,
    host: '127.0.0.1',
    httpPort: 0,
    httpsPort: 0,
    controlPort: 0,
  });
  process.send?.({ address: stub.httpAddress });
} else {
  const body = Buffer.alloc(2_000, 0x61);
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => response.writeHead(200, { 'content-length': body.length }).end(body));
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ address: `http://localhost:${(server.address() as AddressInfo).port}` });
  });
}
