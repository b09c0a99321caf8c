import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Scanner } from '../integrations/antivirus/scanner.ts';
import { IntegrationError } from '../integrations/integration-error.ts';
import { keepLegalTime } from '../operations/clock/keep-legal-time.ts';
import { sendDraftLinks } from '../operations/complaints/mail-draft-link.ts';
import type { OperationContext } from '../operations/context.ts';
import type { TundukClient } from '../integrations/tunduk/client/tunduk-client.ts';
import { keepConsistency } from '../operations/decisions/keep-consistency.ts';
import { endDueTerms } from '../operations/deadlines/end-due-terms.ts';
import { receiveForwarded } from '../operations/complaints/receive-forwarded.ts';
import { scanDocuments } from '../operations/documents/scan-documents.ts';
import { sweepDocuments, sweepStoredDocuments } from '../operations/documents/sweep-documents.ts';
import type { UnnamedDocuments } from '../operations/documents/sweep-documents.ts';
import { checkLedger } from '../operations/ledger/check-ledger.ts';
import { faultsOfCheck } from '../operations/ledger/ledger-check.ts';
import type { LedgerReader } from '../operations/ledger/ledger.ts';
import { applyLawEditions } from '../operations/law/apply-law-editions.ts';
import { deliverFollowMails } from '../operations/notices/deliver-follow-mails.ts';
import { deliverNotices } from '../operations/notices/deliver-notices.ts';
import type { NoticePost } from '../operations/notices/deliver-mails.ts';
import { relayWakes } from '../operations/records/relay-wakes.ts';
import type { Waker } from '../operations/records/relay-wakes.ts';
import { sweepExpiredRows } from '../operations/records/sweep-expired-rows.ts';
import type { NightlyCollector } from './open-registries.ts';
import { evidenceRounds, waysRound } from './registry-rounds.ts';
import { repeat } from './repeat.ts';
import type { Repeated } from './repeat.ts';
import type { WorkerMetrics } from './worker-metrics.ts';

const minute = 60_000;
const mostToldFaults = 20;

export type RoundsOptions = {
  context: OperationContext;
  log: Logger;
  metrics: WorkerMetrics;
  /** Undefined where no mail leaves: notices wait then. */
  post: NoticePost | undefined;
  /** The published files of the ledger, to be checked. */
  ledger: LedgerReader;
  /** Undefined where registries are not asked. */
  collector: NightlyCollector | undefined;
  /** Looks at the way to registries that are out; there with the collector. */
  registries: Pick<TundukClient, 'probe'> | undefined;
  /** Undefined where nothing is scanned. */
  scanner: Scanner | undefined;
  hasTrainingClock: boolean;
  /** The engine, while there is one. */
  waker: () => Waker | undefined;
  /** Legal time was moved: open procedures must look again at what they wait for. */
  onClockMoved: () => void;
};

export type Rounds = { nudge: () => void; stop: () => Promise<void> };

/** Everything the worker does with or without an engine: terms, changes of the law, notices, wakes, sweeping, training time. */
export function startRounds(options: RoundsOptions): Rounds {
  const { context, log, metrics, ledger, scanner, collector, registries, hasTrainingClock } = options;
  const start = (name: string, everyMs: number, round: () => Promise<boolean | void>): Repeated =>
    repeat({ name, everyMs, round, log, onEnd: metrics.roundEnded });
  const outbox = [
    start('notices', 2_000, () => mailsRound(options, (...to) => deliverNotices(...to, ledger))),
    start('follow-mails', 2_000, () => mailsRound(options, deliverFollowMails)),
    start('wakes', 2_000, async () => (await relayWakes(context, options.waker())) > 0),
  ];
  const rounds = [
    ...outbox,
    start('terms', 5_000, () => termsRound(context, log)),
    start('draft-links', 5_000, () => draftLinksRound(options)),
    start('forwarded', 5_000, () => forwardedRound(context, log)),
    start('law', 2_000, () => lawRound(context, log)),
    start('ledger-check', minute, () => ledgerCheckRound(options)),
    start('consistency', 60 * minute, () => keepConsistency(context)),
    start('documents', minute, async () => void (await sweepDocuments(context))),
    start('store', 10 * minute, storeRound(context)),
    start('expired-rows', 10 * minute, async () => void (await sweepExpiredRows(context))),
    ...(collector ? evidenceRounds(options, collector, start) : []),
    ...(registries ? [start('registry-ways', 30_000, () => waysRound(context, registries, log))] : []),
    ...(scanner ? [start('scans', 5_000, () => scansRound(context, scanner, log))] : []),
    ...(hasTrainingClock ? [start('legal-time', 5_000, legalTimeRound(options))] : []),
  ];
  return {
    nudge: () => outbox.forEach((round) => round.nudge()),
    stop: async () => void (await Promise.all(rounds.map((round) => round.stop()))),
  };
}

async function mailsRound(
  { context, post, metrics, log }: RoundsOptions,
  deliver: typeof deliverFollowMails,
): Promise<boolean> {
  if (!post) return false;
  const { failures, ...ends } = await deliver(context, post);
  metrics.noticesEnded(ends);
  for (const failure of failures) {
    const code = failure instanceof IntegrationError ? failure.code : 'defect';
    metrics.mailFailed(code);
    if (code === 'defect') log.error({ code, stack: stackOf(failure) }, 'a notice could not be written');
    else log.warn({ code }, 'a notice was not sent');
  }
  return ends.sent + ends.ended > 0;
}

async function draftLinksRound({ context, post, metrics, log }: RoundsOptions): Promise<boolean> {
  if (!post) return false;
  const { failures, sent, ended } = await sendDraftLinks(context, post);
  for (const failure of failures) {
    const code = failure instanceof IntegrationError ? failure.code : 'defect';
    metrics.mailFailed(code);
    log.warn({ code, ...(code === 'defect' ? { stack: stackOf(failure) } : {}) }, 'the link of a draft was not sent');
  }
  return sent + ended > 0;
}

async function scansRound(context: OperationContext, scanner: Scanner, log: Logger): Promise<boolean> {
  const { failure, ...answers } = await scanDocuments({ ...context, correlationId: randomUUID() }, scanner);
  if (answers.infected + answers.failed > 0) log.warn(answers, 'files were not found clean');
  if (failure) log.warn({ code: failure.code }, 'the scanner gave no answer; files wait on');
  return failure === undefined && answers.clean + answers.infected + answers.failed > 0;
}

async function termsRound(context: OperationContext, log: Logger): Promise<boolean> {
  const { ended, left } = await endDueTerms({ ...context, correlationId: randomUUID() });
  if (ended + left > 0) log.info({ ended, left }, 'terms ended');
  return ended > 0;
}

/** New events each minute; everything from beginning to end at most every five minutes, ten seconds of it in a round. */
async function ledgerCheckRound({ context, ledger, log, metrics }: RoundsOptions): Promise<void> {
  let told = 0;
  const check = await checkLedger(context, ledger, {
    budgetMs: 10_000,
    wholeEveryMs: 5 * minute,
    tell: (fault) => {
      told += 1;
      if (told <= mostToldFaults) log.error({ ...fault }, 'the check of the ledger found a fault');
    },
  });
  const finished = check.whole === null ? undefined : Date.parse(check.whole.finishedAt) / 1_000;
  metrics.ledgerChecked(Object.keys(faultsOfCheck(check)).length, finished);
}

async function forwardedRound(context: OperationContext, log: Logger): Promise<boolean> {
  const { received, failures } = await receiveForwarded({ ...context, correlationId: randomUUID() });
  for (const failure of failures) {
    const code = failure instanceof IntegrationError ? failure.code : 'defect';
    log.error({ code, stack: stackOf(failure) }, 'a forwarded complaint could not arrive; it is tried again');
  }
  if (received > 0) log.info({ received }, 'forwarded complaints arrived');
  return received > 0;
}

/** At most a hundred cases a round and a pause between rounds: other acts never wait long behind a change of the law. */
async function lawRound(context: OperationContext, log: Logger): Promise<void> {
  const { failures, ...ends } = await applyLawEditions({ ...context, correlationId: randomUUID() });
  if (ends.adopted + ends.left + ends.finished > 0) log.info(ends, 'cases came under a newer law');
  for (const failure of failures)
    log.error({ code: 'defect', stack: stackOf(failure) }, 'a case could not come under a newer law');
}

function storeRound(context: OperationContext): () => Promise<void> {
  let before: UnnamedDocuments = new Set();
  return async () => {
    before = (await sweepStoredDocuments(context, before)).unnamed;
  };
}

/** Where the error came from, without its message: a message may repeat a person's words. */
function stackOf(error: unknown): string {
  const stack = Error.isError(error) ? (error.stack ?? '') : '';
  return stack.slice(stack.indexOf('\n    at '));
}

function legalTimeRound({ context, onClockMoved }: RoundsOptions): () => Promise<void> {
  let last: number | undefined;
  return async () => {
    const { offsetMicroseconds } = await keepLegalTime(context);
    if (last !== undefined && last !== offsetMicroseconds) onClockMoved();
    last = offsetMicroseconds;
  };
}
