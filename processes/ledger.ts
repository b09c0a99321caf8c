import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { openSigner } from '../integrations/ledger/checkpoint-signer.ts';
import type { CheckpointSigner } from '../integrations/ledger/checkpoint-signer.ts';
import { ledgerBucket, makeLedgerBucket } from '../integrations/ledger/ledger-bucket.ts';
import { ledgerFolder } from '../integrations/ledger/ledger-files.ts';
import type { LedgerFolder } from '../integrations/ledger/ledger-files.ts';
import { parseVerifierKey } from '../integrations/ledger/signed-note.ts';
import { openWitness } from '../integrations/ledger/witness.ts';
import type { Witness } from '../integrations/ledger/witness.ts';
import { faultFacts } from '../operations/fault-facts.ts';
import { copyLedger } from '../operations/ledger/copy-ledger.ts';
import { measureLedger } from '../operations/ledger/measure-ledger.ts';
import type { Ledger } from '../operations/ledger/ledger.ts';
import { publishLedger } from '../operations/ledger/publish-ledger.ts';
import { witnessLedger } from '../operations/ledger/witness-ledger.ts';
import { openDatabase } from '../persistence/database.ts';
import type { Database } from '../persistence/database.ts';
import type { Environment, S3Configuration } from './environment.ts';
import { ledgerMetrics } from './ledger-metrics.ts';
import { repeat } from './repeat.ts';
import { runProcess } from './run-process.ts';
import { serveMetrics } from './worker-metrics.ts';

const metricsOffset = 10;
const lookForKeyEveryMs = 10_000;
const witnessRestMs = 30_000;

/**
 * The only process that has the key of the ledger: it gives events their places, publishes the files and signs. It reads
 * of an event its hash, kind and instant, and needs neither the master key nor the documents.
 */
await runProcess('ledger', async ({ environment, log, onStop }) => {
  const { databaseUrl } = environment;
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is not set: there is no database to work on');
  const onError = (error: Error): void => log.warn({ fault: faultFacts(error) }, 'a connection to the database broke');
  const database = openDatabase(databaseUrl, { role: 'shailoo_ledger', max: 3, onError });
  onStop('database', () => database.close());
  const ending = new AbortController();
  onStop('waiting', () => ending.abort());
  void work().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });

  async function work(): Promise<void> {
    const signer = await untilThereIsAKey(environment, log, ending.signal);
    const files = ledgerFolder(environment.ledgerFolder);
    const ledger = { files, signer };
    const metrics = ledgerMetrics(() => measureLedger({ database }, ledger, Date.now()));
    await serveMetrics(metrics, environment.port + metricsOffset).then(
      (close) => onStop('metrics', close),
      (error: unknown) => log.warn({ code: codeOf(error) }, 'metrics are not served'),
    );
    const witnesses = environment.ledgerWitnesses.map(({ url, key }) =>
      openWitness({ url, key: parseVerifierKey(key, 'cosignature') }),
    );
    const round = ledgerRound({ database }, ledger, witnesses, log);
    const rounds = repeat({ name: 'ledger', everyMs: 1_000, round, log, onEnd: metrics.roundEnded });
    onStop('rounds', rounds.stop);
    if (environment.ledgerCopy) {
      const copying = copyRound(files, environment.ledgerCopy, metrics.copied);
      onStop(
        'copying',
        repeat({ name: 'ledger-copy', everyMs: 1_000, round: copying, log, onEnd: metrics.roundEnded }).stop,
      );
    }
  }
});

/**
 * Publishes, then asks the witnesses: a checkpoint waits for nobody. A witness that failed is left in peace for a while, so
 * that it holds up nothing.
 */
function ledgerRound(
  context: { database: Database },
  ledger: Ledger,
  witnesses: readonly Witness[],
  log: Logger,
): () => Promise<boolean> {
  const restsUntil = new Map<string, number>();
  return async () => {
    const { placed } = await publishLedger(context, ledger);
    const awake = witnesses.filter(({ key }) => (restsUntil.get(key.text) ?? 0) <= Date.now());
    const { failures } = await witnessLedger(ledger, awake);
    for (const { key, error } of failures) {
      log.warn({ witness: key.name, code: codeOf(error) }, 'a witness did not cosign the ledger; it is asked again');
      restsUntil.set(key.text, Date.now() + witnessRestMs);
    }
    return placed > 0;
  };
}

/** Copies what was published, apart from publishing, which waits for no store. The bucket is made when it is missing. */
function copyRound(
  files: LedgerFolder,
  copy: S3Configuration,
  onCopied: (entries: number) => void,
): () => Promise<void> {
  const bucket = ledgerBucket(copy);
  let isMade = false;
  return async () => {
    if (!isMade) await makeLedgerBucket(copy);
    isMade = true;
    onCopied((await copyLedger(files, bucket)).size);
  };
}

/** Opens the signer. Where its key cannot be read that is told, and the key is looked for again: it may be made later. */
async function untilThereIsAKey(
  { publicUrl, ledgerKeyFile: keyFile, mode }: Environment,
  log: Logger,
  signal: AbortSignal,
): Promise<CheckpointSigner> {
  const origin = `${new URL(publicUrl).host}/ledger`;
  for (let said = ''; ;) {
    try {
      return await openSigner({ origin, keyFile, createIfMissing: mode !== 'production' });
    } catch (error) {
      const code = codeOf(error);
      if (code !== said) log.error({ code }, 'the ledger is not published: its key cannot be read');
      said = code;
    }
    await sleep(lookForKeyEveryMs, undefined, { signal });
  }
}

function codeOf(error: unknown): string {
  return Error.isError(error) && 'code' in error ? String(error.code) : 'DEFECT';
}
