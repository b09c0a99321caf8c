import { fileURLToPath } from 'node:url';
import { acquireTemporal } from '../parts/acquire-temporal.ts';
import type { BringUpOptions } from './bring-up.ts';
import { logFileOf, startPart } from './part.ts';
import { sayProgress } from './say-progress.ts';

const keeper = fileURLToPath(new URL('../parts/temporal-keeper.ts', import.meta.url));

/**
 * Brings the engine up while everything else already works: the given one, or the real server found, fetched or built. What cannot
 * be had is told on the board with its cure; it never ends the start.
 */
export async function bringUpEngine(options: BringUpOptions & { env: NodeJS.ProcessEnv }): Promise<void> {
  const { environment, board, signal } = options;
  if (environment.temporalAddress !== undefined) {
    board.set('engine', { state: 'up', detail: 'given by TEMPORAL_ADDRESS', address: environment.temporalAddress });
    sayProgress('engine', 'given by TEMPORAL_ADDRESS');
    return;
  }
  const onProgress = (state: string) => {
    board.set('engine', { state });
    sayProgress('engine', state);
  };
  const server = await acquireTemporal({ onProgress, signal });
  if (signal.aborted) return;
  if (server.state === 'absent') {
    board.set('engine', { state: 'absent', cure: server.cure });
    sayProgress('engine', `absent: ${server.cure}`);
    return;
  }
  await startEngine(options, server.path);
}

async function startEngine(options: BringUpOptions & { env: NodeJS.ProcessEnv }, program: string): Promise<void> {
  const { environment, board, parts, env, signal } = options;
  const part = startPart({
    name: 'engine',
    entry: keeper,
    args: [program, environment.home, environment.temporalNamespace],
    env,
    home: environment.home,
    readyWithinMs: 90_000,
    isNeeded: false,
    onState: (state, { address, version }) => {
      const detail = version === undefined ? {} : { detail: `Temporal ${version}` };
      const cure =
        state === 'failed'
          ? { cure: `it is started again; see ${logFileOf({ home: environment.home, name: 'engine' })}` }
          : {};
      board.set('engine', { state, ...detail, ...cure, ...(address === undefined ? {} : { address }) });
      if (!signal.aborted && state !== 'starting')
        sayProgress('engine', state === 'up' ? `up, Temporal ${version}` : state);
    },
    onNote: (sentence) => sayProgress('engine', sentence),
  });
  parts.push(part);
  await part.ready.catch(() => undefined);
}
