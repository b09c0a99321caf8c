import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readEnvironment } from '../processes/environment.ts';
import { renewalMark } from './demonstration/clear-installation.ts';
import { isAlive, readMark } from './parts/process-mark.ts';
import { runningMarkFile } from './supervisor/homes.ts';
import { runPart } from './supervisor/part.ts';

const { home } = readEnvironment(process.env);
const loader = fileURLToPath(new URL('demonstration/load.ts', import.meta.url));
const running = readMark(runningMarkFile(home));
const addresses = join(home, 'run', 'environment.json');

if (running === undefined || !isAlive(running) || !existsSync(addresses)) {
  const mark = renewalMark(home);
  mkdirSync(dirname(mark), { recursive: true, mode: 0o700 });
  writeFileSync(mark, '', { mode: 0o600 });
  process.stdout.write('the demonstration election is made anew at the next npm start\n');
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
