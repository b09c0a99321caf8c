import { readEnvironment } from '../processes/environment.ts';
import { waitForEnd } from './parts/end-process.ts';
import { isAlive, readMark } from './parts/process-mark.ts';
import { runningMarkFile } from './supervisor/homes.ts';

const { home } = readEnvironment(process.env);
const running = readMark(runningMarkFile(home));
if (running === undefined || !isAlive(running)) {
  process.stdout.write(`nothing runs from ${home}\n`);
} else {
  process.kill(running.pid, 'SIGTERM');
  const hasEnded = await waitForEnd(running, 60_000);
  process.stdout.write(hasEnded ? 'shailoo has stopped\n' : `process ${running.pid} did not stop within a minute\n`);
  process.exitCode = hasEnded ? 0 : 1;
}
