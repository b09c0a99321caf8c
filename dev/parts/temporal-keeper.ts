import { runKeeper } from './run-keeper.ts';
import { startTemporal } from './temporal-server.ts';

const [program, home, namespace] = process.argv.slice(2);
if (program === undefined || home === undefined || namespace === undefined) {
  throw new Error('temporal-keeper needs the program, a home and the name of a namespace');
}

await runKeeper(async (note) => {
  const server = await startTemporal({ program, home, namespace, note });
  return { report: { address: server.address, version: server.version }, ended: server.ended, stop: server.stop };
});
