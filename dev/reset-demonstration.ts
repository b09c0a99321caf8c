import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readEnvironment } from '../processes/environment.ts';
import { isAlive, readMark } from './parts/process-mark.ts';
import { runningMarkFile } from './supervisor/homes.ts';
import { runPart } from './supervisor/part.ts';

const { home } = readEnvironment(process.env);
const loader = fileURLToPath(new URL('demonstration/load.ts', import.meta.url));
const running = readMark(runningMarkFile(home));
const addresses = join(home, 'run', 'environment.json');

if (running === undefined || !isAlive(running) || !existsSync(addresses)) {
  process.stderr.write(
    'the demonstration is renewed while it runs: npm start first, then npm run demo:reset in another terminal\n',
  );
  process.exitCode = 1;
} else {
  const env = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(addresses, 'utf8')));
  const onNote = (sentence: string) => void process.stdout.write(`${sentence}\n`);
  const signal = new AbortController().signal;
  await runPart({
    name: 'demonstration',
    entry: loader,
    args: ['--reset'],
    env: { ...process.env, ...env },
    home,
    signal,
    onNote,
  });
  process.stdout.write('the demonstration election is new\n');
}
