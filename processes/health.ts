import { Router } from 'express';
import { readPartsBoard } from './parts-board.ts';
import type { PartName, PartsBoard, PartState } from './parts-board.ts';

/** Asks a part now; throws when it does not answer. */
export type Probe = () => Promise<unknown>;

export type HealthOptions = {
  home: string;
  /** Parts that the process asks itself; their answer counts more than what the board says. */
  probes: Partial<Record<PartName, Probe>>;
};

const needed: readonly PartName[] = ['database', 'documents'];
const patienceMs = 3_000;

/**
 * `GET /health/live`: the process answers. `GET /health/ready`: every part with its state; 200 when the database and the documents
 * are up, else 503. A missing engine is told and is no reason for 503: filing, reading and staff acts do without it.
 */
export function healthRouter(options: HealthOptions): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    const parts = await readParts(options);
    const isReady = needed.every((name) => parts[name]?.state === 'up');
    response
      .status(isReady ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: isReady ? 'ready' : 'not ready', parts });
  });
  return router;
}

async function readParts({ home, probes }: HealthOptions): Promise<PartsBoard> {
  const told = Object.entries(readPartsBoard(home)).map(([name, { address: _address, ...shown }]) => [name, shown]);
  const asked = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => [name, await ask(probe)] as const),
  );
  const parts: Record<string, PartState> = Object.fromEntries(told);
  for (const [name, answer] of asked) {
    const { detail } = parts[name] ?? {};
    parts[name] = answer.state === 'up' && detail !== undefined ? { ...answer, detail } : answer;
  }
  return parts;
}

async function ask(probe: Probe): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), patienceMs);
  });
  try {
    await Promise.race([probe(), patience]);
    return { state: 'up' };
  } catch {
    return { state: 'failed', cure: 'see the logs of this part' };
  } finally {
    clearTimeout(timer);
  }
}
