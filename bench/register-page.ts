import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildAssets } from '../web-kit/assets.ts';
import { createPortal } from '../web-public/portal.ts';
import type { BenchedProduct } from './benched-product.ts';
import { percentile } from './machine-facts.ts';

export type RegisterFigure = {
  complaints: number;
  pageP50: number;
  pageP95: number;
  bareP50: number;
  bareP95: number;
  ratio: number;
};

const warmUp = 20;

/**
 * The register's first page over HTTP, one request at a time, beside a bare `select … limit 50` by primary key on the
 * same connection settings. Milliseconds.
 */
export async function registerPage(product: BenchedProduct, requests: number): Promise<RegisterFigure> {
  const { context } = product;
  const portal = createPortal({
    context,
    assets: await buildAssets(),
    publicUrl: 'http://localhost',
    filesUrl: 'http://localhost',
    isTraining: false,
    ledger: { read: () => Promise.resolve(null) },
    log: { info: () => undefined, error: () => undefined },
  });
  const server = createServer(portal);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const page = await timed(requests, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/ru/complaints`);
    if (answer.status !== 200) throw new Error(`the register answered ${answer.status}`);
    await answer.text();
  });
  const bare = await timed(requests, () =>
    context.database.query({ name: 'bare', text: 'select * from complaint order by id limit 50' }),
  );
  await new Promise((resolve) => server.close(resolve));
  const [counted] = await context.database.query<{ n: number }>({ text: 'select count(*) as n from complaint' });
  const pageP50 = percentile(page, 0.5);
  const bareP50 = percentile(bare, 0.5);
  return {
    complaints: counted?.n ?? 0,
    pageP50,
    pageP95: percentile(page, 0.95),
    bareP50,
    bareP95: percentile(bare, 0.95),
    ratio: pageP50 / bareP50,
  };
}

async function timed(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const taken: number[] = [];
  for (let turn = 0; turn < times + warmUp; turn += 1) {
    const from = performance.now();
    await work();
    if (turn >= warmUp) taken.push(performance.now() - from);
  }
  return taken;
}
