import type { Logger } from 'pino';
import { IntegrationError } from '../integrations/integration-error.ts';
import type { TundukClient } from '../integrations/tunduk/client/tunduk-client.ts';
import type { OperationContext } from '../operations/context.ts';
import { checkContainersAgain } from '../operations/registries/check-again.ts';
import { collectEvidence, hasMissedNight } from '../operations/registries/collect-evidence.ts';
import { comparePublishedTrust } from '../operations/registries/compare-trust.ts';
import { probeOutages } from '../operations/registries/probe-outages.ts';
import type { NightlyCollector } from './open-registries.ts';
import { repeat } from './repeat.ts';
import type { Repeated } from './repeat.ts';
import { untilTimeOfDay } from './until-time-of-day.ts';
import type { WorkerMetrics } from './worker-metrics.ts';

const tenMinutes = 10 * 60_000;

/** What the worker's rounds about registries work with. */
type RegistryRounds = { context: OperationContext; log: Logger; metrics: WorkerMetrics };

/** Containers are fetched and trust is compared at night; a changed trust file is noticed within ten minutes. */
export function evidenceRounds(
  options: RegistryRounds,
  collector: NightlyCollector,
  start: (name: string, everyMs: number, round: () => Promise<boolean | void>) => Repeated,
): Repeated[] {
  const trust = nightlyTrust(options, collector);
  const round = checksRound(options, collector, trust.nudge);
  return [nightlyEvidence(options, collector), trust, start('registry-checks', tenMinutes, round)];
}

/** Each night at its hour; at a start at once only where a night was missed, or a restart at that hour would skip it for ever. */
function nightlyEvidence(options: RegistryRounds, collector: NightlyCollector): Repeated {
  const { context, log, metrics } = options;
  const rounds = repeat({
    name: 'registry-evidence',
    everyMs: () => untilTimeOfDay(collector.at, new Date()),
    waitsFirst: true,
    round: () => evidenceRound(options, collector),
    log,
    onEnd: metrics.roundEnded,
  });
  void hasMissedNight(context).then(
    (hasMissed) => hasMissed && rounds.nudge(),
    () => log.warn({ code: 'DEFECT' }, 'containers of questions to registries were not collected'),
  );
  return rounds;
}

/** At each start, each night, and when the trust file was changed. */
function nightlyTrust({ context, log, metrics }: RegistryRounds, collector: NightlyCollector): Repeated {
  const { client, server, readAnchors, totalMs, environment, at } = collector;
  return repeat({
    name: 'registry-trust',
    everyMs: () => untilTimeOfDay(at, new Date()),
    round: async () => {
      const source = { server, instance: client.instance, environment, totalMs, anchors: await readAnchors() };
      const changes = await comparePublishedTrust(context, source);
      metrics.trustCompared(changes.length);
      if (changes.length > 0)
        log.error({ certificates: changes.length }, 'the published configuration is not what is trusted');
    },
    log,
    onEnd: metrics.roundEnded,
  });
}

/** Fetches signed containers in batches until no more are to be had; a server that is away is asked again the next time. */
async function evidenceRound({ context, metrics, log }: RegistryRounds, collector: NightlyCollector): Promise<boolean> {
  const { failures, ...round } = await collectEvidence(context, {
    ...collector,
    anchors: await collector.readAnchors(),
  });
  metrics.evidenceCollected(round);
  for (const failure of failures.slice(0, 1)) {
    const code = failure instanceof IntegrationError ? failure.code : 'defect';
    log.warn({ code, failures: failures.length }, 'containers of questions to registries were not collected');
  }
  if (round.late + round.faulty > 0) log.error(round, 'evidence of questions to registries is late or does not check');
  return failures.length === 0 && round.collected > 0;
}

/** What other certificates could decide is checked under those that the trust file has now. */
function checksRound({ context, metrics, log }: RegistryRounds, collector: NightlyCollector, onNewTrust: () => void) {
  let trust: string | undefined;
  return async (): Promise<void> => {
    const anchors = await collector.readAnchors();
    const { failures, trust: present, ...ends } = await checkContainersAgain(context, { ...collector, anchors });
    if (trust !== undefined && trust !== present) onNewTrust();
    trust = present;
    metrics.checkedAgain(ends);
    if (ends.good + ends.broken + ends['not-checked'] > 0) log.info(ends, 'containers were checked again');
    const [failure] = failures;
    if (failure === undefined) return;
    const code = failure instanceof IntegrationError ? failure.code : 'defect';
    log.warn({ code, failures: failures.length }, 'containers could not be checked again');
  };
}

/** Tells which outages ended because the way to the registry is open again. */
export async function waysRound(
  context: OperationContext,
  registries: Pick<TundukClient, 'probe'>,
  log: Logger,
): Promise<void> {
  for (const registry of await probeOutages(context, registries))
    log.warn({ registry, change: 'closed', by: 'way' }, 'the outage of a registry');
}
