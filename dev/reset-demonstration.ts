import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readEnvironment } from '../processes/environment.ts';
import { renewalMark } from './demonstration/clear-installation.ts';
import { isAlive, readMark } from './parts/process-mark.ts';
import { runningMarkFile } from './supervisor/homes.ts';

const { home, mode } = readEnvironment(process.env);
const running = readMark(runningMarkFile(home));
if (mode !== 'demonstration') {
  process.stderr.write('only a demonstration can be renewed\n');
  process.exitCode = 1;
} else if (running !== undefined && isAlive(running)) {
  process.stderr.write('shailoo is running: npm stop ends it, then renew and start again\n');
  process.exitCode = 1;
} else {
  const mark = renewalMark(home);
  mkdirSync(dirname(mark), { recursive: true, mode: 0o700 });
  writeFileSync(mark, '', { mode: 0o600 });
  process.stdout.write('the demonstration is renewed with new ids at the next npm start\n');
}
