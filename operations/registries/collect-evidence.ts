import type { X509Certificate } from 'node:crypto';
import { collectContainers } from '../../integrations/tunduk/client/collect-containers.ts';
import type { EvidenceStore } from '../../integrations/tunduk/client/evidence-store.ts';
import type { ExchangeLog, LoggedAttempt } from '../../integrations/tunduk/client/exchange-log.ts';
import type { SecurityServer } from '../../integrations/tunduk/client/security-server.ts';
import type { SubsystemId } from '../../integrations/tunduk/protocol/identifiers.ts';
import { verdictOf } from '../../integrations/tunduk/client/container-verdict.ts';
import { insertContainer, listUncollected } from '../../persistence/tunduk/evidence-rows.ts';
import type { OperationContext } from '../context.ts';
import { keepCheck, keptTrust } from './keep-check.ts';

/** Our security server as the collector asks it, and where attempts and their evidence lie. */
export type CollectorParts = {
  server: SecurityServer;
  client: SubsystemId;
  log: ExchangeLog;
  evidence: EvidenceStore;
  /** Certificates that are believed; without any, chain, time stamp and revocation are not checked. */
  anchors: readonly X509Certificate[];
  totalMs: number;
};

/**
 * What a round came to: attempts collected, those that wait, those that will soon be lost, containers that do not check, and
 * containers of which something could not be checked.
 */
export type CollectedRound = {
  collected: number;
  waiting: number;
  late: number;
  faulty: number;
  unchecked: number;
  failures: unknown[];
};

/** Two intervals of time-stamping (UG-SYSPAR, 60 s and a margin), and the days for which a server keeps its log. */
const youngestMinutes = 10;
const oldestMinutes = 30 * 24 * 60;
const mostAtOnce = 500;

/**
 * Fetches the signed containers of attempts before our security server forgets them, keeps them and what their check
 * found. One attempt's failure is told and does not stop the others. `late` counts attempts older than 20 of the 30 days.
 */
export async function collectEvidence(context: OperationContext, parts: CollectorParts): Promise<CollectedRound> {
  const { database } = context;
  const round: CollectedRound = { collected: 0, waiting: 0, late: 0, faulty: 0, unchecked: 0, failures: [] };
  for (const { exchangeId, attempt } of await listUncollected(database, {
    youngestMinutes,
    oldestMinutes,
    limit: mostAtOnce,
  })) {
    const logged = (await parts.log.attempts(exchangeId)).find((one) => one.attempt === attempt);
    if (logged === undefined) continue;
    try {
      await collectOne(context, parts, logged, round);
    } catch (error) {
      round.failures.push(error);
    }
  }
  return round;
}

/** Whether containers are missing that the night before should have brought: nobody was there at the hour, or it failed. */
export async function hasMissedNight({ database }: OperationContext): Promise<boolean> {
  const ages = { youngestMinutes: youngestMinutes + 24 * 60, oldestMinutes, limit: 1 };
  return (await listUncollected(database, ages)).length > 0;
}

async function collectOne(
  context: OperationContext,
  parts: CollectorParts,
  logged: LoggedAttempt,
  round: CollectedRound,
): Promise<void> {
  const found = await collectContainers(parts, logged, new Date());
  if (found.kind !== 'collected') {
    round.waiting += 1;
    if (found.isLate) round.late += 1;
    return;
  }
  round.collected += 1;
  const trust = await keptTrust(context, parts.anchors);
  const { exchangeId, attempt } = logged;
  for (const { side, key, finding, isOurMessage } of found.containers) {
    const verdict = verdictOf(finding);
    if (verdict === 'broken' || isOurMessage === false) round.faulty += 1;
    else if (verdict === 'not-checked') round.unchecked += 1;
    await context.database.transaction(async (tx) => {
      const row = { exchangeId, attempt, side };
      if (await insertContainer(tx, { ...row, evidenceId: key, isOurMessage }))
        await keepCheck(context, tx, { ...row, trust }, finding);
    });
  }
}
