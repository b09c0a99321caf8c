import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import { installProcedureRuntime } from '../integrations/temporal/start-procedure-worker.ts';
import { clamdScanner } from '../integrations/antivirus/clamd-scanner.ts';
import { ledgerFolder } from '../integrations/ledger/ledger-files.ts';
import { openMailer } from '../integrations/mail/mailer.ts';
import type { Mailer } from '../integrations/mail/mailer.ts';
import { legalTimeState } from '../operations/clock/keep-legal-time.ts';
import type { OperationContext } from '../operations/context.ts';
import type { NoticePost } from '../operations/notices/deliver-mails.ts';
import { measureWorker } from '../operations/records/measure-worker.ts';
import { listenToOutbox } from '../persistence/records/outbox.ts';
import type { Environment } from './environment.ts';
import { followEngine } from './follow-engine.ts';
import { openContext } from './open-context.ts';
import { openRegistries } from './open-registries.ts';
import { engineAddress } from './parts-board.ts';
import { runProcess } from './run-process.ts';
import { serveMetrics, workerMetrics } from './worker-metrics.ts';
import { startRounds } from './worker-rounds.ts';

const clockPatienceMs = 60_000;

await runProcess('worker', async (process) => {
  const { environment, log, onStop } = process;
  const { trainingClock: hasTrainingClock, clamavAddress, smtpUrl } = environment;
  const context = await openContext(process, 'shailoo_worker', 14);
  const registries = environment.tunduk && (await openRegistries(context, environment.tunduk));
  if (registries) onStop('registries', registries.close);
  installProcedureRuntime((level, message) => log.warn({ level }, message));
  const metrics = workerMetrics(() => measureWorker(context));
  await serveMetrics(metrics, environment.port + 9).then(
    (close) => onStop('metrics', close),
    (error: unknown) => log.warn({ code: codeOf(error) }, 'metrics are not served'),
  );
  const ending = new AbortController();
  onStop('waiting', () => ending.abort());
  void work().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });

  async function work(): Promise<void> {
    await untilLegalTimeRuns(context, hasTrainingClock, log, ending.signal);
    const engine = followEngine({
      context,
      log,
      address: () => engineAddress(environment),
      namespace: environment.temporalNamespace,
      registries: registries?.client,
      workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
      onLag: metrics.workflowLag,
      onState: metrics.engine,
    });
    onStop('engine', engine.stop);
    const mailer = smtpUrl === undefined ? undefined : openMailer({ url: smtpUrl });
    onStop('mail', () => mailer?.close());
    const rounds = startRounds({
      context,
      log,
      metrics,
      post: mailer && noticePost(environment, mailer),
      ledger: ledgerFolder(environment.ledgerFolder),
      collector: registries?.collector,
      registries: registries?.client,
      scanner: clamavAddress === undefined ? undefined : clamdScanner(clamavAddress),
      hasTrainingClock,
      waker: engine.current,
      onClockMoved: engine.rehydrateSoon,
    });
    onStop('rounds', rounds.stop);
    onStop('listening', await listenToOutbox(context.database, rounds.nudge));
  }
});

/**
 * Waits for the database, and for the training clock of this start: for its first setting without end, for its going on a
 * minute at most.
 */
async function untilLegalTimeRuns(
  context: OperationContext,
  hasTrainingClock: boolean,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  const until = Date.now() + clockPatienceMs;
  for (;;) {
    const state = await legalTimeState(context, hasTrainingClock).catch((error: unknown) => {
      log.warn({ code: codeOf(error) }, 'the database does not answer; the worker waits for it');
    });
    if (state === 'running') return;
    if (state === 'stale' && Date.now() > until) {
      log.warn('nobody has set the training clock going; legal time runs on');
      return;
    }
    await sleep(500, undefined, { signal });
  }
}

function noticePost({ mailFrom, publicUrl }: Environment, mailer: Mailer): NoticePost {
  const domain = mailFrom.slice(mailFrom.lastIndexOf('@') + 1);
  return {
    publicUrl,
    mailDomain: /^[A-Za-z0-9.-]{1,100}$/.test(domain) ? domain : 'shailoo.invalid',
    send: ({ mail, fromName }) => mailer.send({ name: fromName, address: mailFrom }, mail),
  };
}

function codeOf(error: unknown): string {
  return Error.isError(error) && 'code' in error ? String(error.code) : 'DEFECT';
}
