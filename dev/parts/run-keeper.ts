/** What a keeper tells when its server answers: addresses, versions, and a note for the person who started it. */
export type KeeperReport = Record<string, string>;

export type Keeper = { report: KeeperReport; ended: Promise<string>; stop: () => Promise<void> };

/**
 * The frame of a keeper: starts its server, tells the parent `ready` with the report, and ends the server when asked to or when the
 * parent is gone; a server that is just starting is ended as soon as it answers. A server that ends by itself ends the keeper with status 1, so that the parent starts both anew.
 */
export async function runKeeper(start: (note: (sentence: string) => void) => Promise<Keeper>): Promise<void> {
  let isStopping = false;
  let running: Keeper | undefined;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    if (running === undefined) return;
    await running.stop();
    process.exit(0);
  };
  for (const event of ['SIGTERM', 'SIGINT', 'disconnect']) process.on(event, () => void stop());
  try {
    running = await start((sentence) => process.send?.({ type: 'note', sentence }));
  } catch (error) {
    const reason = Error.isError(error) ? error.message : String(error);
    process.stderr.write(`${reason}\n`);
    process.send?.({ type: 'failed', reason });
    process.exit(1);
  }
  if (isStopping) {
    await running.stop();
    process.exit(0);
  }
  process.send?.({ type: 'ready', report: running.report });
  const reason = await running.ended;
  if (isStopping) return;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
