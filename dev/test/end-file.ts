import { isMainThread } from 'node:worker_threads';

const graceSeconds = 60;

/**
 * Loaded before each test file. A file that leaves something open after its last hook ends all the same, later, and says
 * what: ending it at once, as the runner's own `forceExit` does, cuts off results that are not written yet. Processes and
 * threads that a test starts are none of its business: a process gets no argument that loads this, a thread does nothing.
 */
const own = process.execArgv.indexOf(import.meta.url);
if (own > 0) process.execArgv.splice(own - 1, 2);
if (isMainThread) {
  const { after } = await import('node:test');
  after(() => {
    const grace = Number(process.env['SHAILOO_TEST_GRACE_SECONDS'] ?? graceSeconds) * 1_000;
    setTimeout(() => {
      process.stderr.write(`left open: ${process.getActiveResourcesInfo().join(', ')}\n`);
      process.exit();
    }, grace).unref();
  });
}
