import { engineAddress } from './parts-board.ts';
import { runProcess } from './run-process.ts';

await runProcess('worker', async ({ environment, log, onStop }) => {
  const timer = setInterval(
    () => log.debug({ engine: engineAddress(environment) ?? 'not yet' }, 'waiting for work'),
    5_000,
  );
  onStop('waiting', () => clearInterval(timer));
});
