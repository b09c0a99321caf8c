import type { X509Certificate } from 'node:crypto';
import { IntegrationError } from '../../integration-error.ts';
import type { SubsystemId } from '../protocol/identifiers.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import type { EvidenceKind, EvidenceStore } from './evidence-store.ts';
import type { LoggedAttempt } from './exchange-log.ts';
import type { SecurityServer } from './security-server.ts';
import { send } from './send.ts';
import { verifyContainer } from './verify-container.ts';
import type { ContainerFinding } from './verify-container.ts';

/** One container that was fetched and kept. */
export interface CollectedContainer {
  side: 'request' | 'response';
  key: string;
  finding: ContainerFinding;
  /** Whether what is signed is what we sent or received; undefined when the log does not know. */
  isOurMessage: boolean | undefined;
}

/** What collecting for one attempt came to. `late` is when the server will soon have none to give (§5: day 20 of 30). */
export type CollectedEvidence =
  | { kind: 'collected'; containers: CollectedContainer[] }
  | { kind: 'not-yet'; isLate: boolean }
  | { kind: 'none'; isLate: boolean };

const day = 24 * 60 * 60 * 1_000;
const alarmAfter = 20 * day;

/**
 * Fetches the signed containers of an attempt from our security server (`/asic`, UG-SIGDOC), request and response
 * separately, and keeps them. A message that is not time-stamped yet is fetched another time. Throws `IntegrationError`
 * when the server does not answer as it should, and what the store throws.
 */
export async function collectContainers(
  parts: {
    server: SecurityServer;
    client: SubsystemId;
    evidence: EvidenceStore;
    anchors: readonly X509Certificate[];
    totalMs: number;
  },
  attempt: LoggedAttempt,
  now: Date,
): Promise<CollectedEvidence> {
  const isLate = now.getTime() - attempt.reservedAt.getTime() > alarmAfter;
  const containers: CollectedContainer[] = [];
  for (const side of ['request', 'response'] as const) {
    const fetched = await fetchContainer(parts, attempt.xRoadId, side);
    if (fetched === 'not-yet' || fetched === 'none') return { kind: fetched, isLate };
    const finding = verifyContainer(fetched, parts.anchors);
    const kind: EvidenceKind = `${side}-container`;
    const key = await parts.evidence.keep(attempt, kind, fetched);
    containers.push({ side, key, finding, isOurMessage: isOurs(attempt, side, finding) });
  }
  return { kind: 'collected', containers };
}

async function fetchContainer(
  { server, client, totalMs }: Parameters<typeof collectContainers>[0],
  xRoadId: string,
  side: 'request' | 'response',
): Promise<Buffer | 'not-yet' | 'none'> {
  const query = new URLSearchParams({
    queryId: xRoadId,
    xRoadInstance: client.instance,
    memberClass: client.memberClass,
    memberCode: client.memberCode,
    subsystemCode: client.subsystem,
  });
  const target = `/asic?${query.toString()}&${side}Only&unique`;
  const answer = await send(server.dispatcher, { method: 'GET', target, headers: [] }, totalMs).catch(
    (cause: unknown) => {
      throw new IntegrationError({ code: 'tunduk-asic-unavailable', category: 'unavailable', cause });
    },
  );
  if (answer.status === 200 && /asic-e/.test(lastHeader(answer.headers, 'content-type') ?? '')) return answer.body;
  const words = answer.body.subarray(0, 500).toString();
  if (/timestamp/i.test(words)) return 'not-yet';
  if (answer.status === 404) return 'none';
  throw new IntegrationError({
    code: 'tunduk-asic-refused',
    category: answer.status >= 500 ? 'unavailable' : 'refused',
  });
}

/** A SOAP message is compared as a whole; X-Road signs more headers of a REST message than we send, so only the answer's body. */
function isOurs({ sending, end }: LoggedAttempt, side: string, finding: ContainerFinding): boolean | undefined {
  const known = side === 'request' ? sending?.requestSha512 : end?.responseSha512;
  if (known === undefined || finding.messageSha512 === undefined) return undefined;
  if (finding.protocol === 'soap') return known === finding.messageSha512;
  return side === 'response' && finding.bodySha512 !== undefined ? known === finding.bodySha512 : undefined;
}
