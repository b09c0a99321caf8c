import { zipSync } from 'fflate';
import { sayIdentifier } from '../protocol/identifiers.ts';
import { admitAtOurServer } from './admit.ts';
import type { KeptMessage } from './kept-messages.ts';
import type { StubContext, StubReply, StubRequest } from './stub-context.ts';
import { makeVerificationConf } from './verification-conf.ts';
import { XRoadFault } from './x-road-fault.ts';

const untilTimestamped = 60_000;

/**
 * `GET /asic` (UG-SIGDOC): the containers of a message id of one client, as a ZIP, or one container when only the
 * request or the answer is wanted and `unique` says so. With a reused id `unique` gives just one of them, as 7.4.2 does.
 * A message is time-stamped a minute after it came, and `force` does it at once; until then the answer is 500. What makes
 * containers is loaded with the first one: the stand-in starts without it.
 */
export async function answerAsic(context: StubContext, request: StubRequest): Promise<StubReply> {
  const query = new URLSearchParams(request.target.split('?')[1] ?? '');
  const named = ['queryId', 'xRoadInstance', 'memberClass', 'memberCode', 'subsystemCode'];
  const [queryId = '', instance = '', memberClass = '', memberCode = '', subsystem = ''] = named.map(
    (name) => query.get(name) ?? '',
  );
  if (queryId === '' || instance === '' || memberClass === '' || memberCode === '') {
    return text(400, 'Missing required parameters: queryId, xRoadInstance, memberClass, memberCode');
  }
  const [requestOnly, responseOnly] = [query.has('requestOnly'), query.has('responseOnly')];
  if (requestOnly && responseOnly) return text(400, 'requestOnly and responseOnly exclude each other');
  const client = { instance, memberClass, memberCode, subsystem };
  try {
    admitAtOurServer(context, client, { ...client, service: 'asic' }, request.tls);
  } catch (error) {
    return error instanceof XRoadFault ? text(401, error.message) : text(500, 'a defect of the stand-in');
  }
  const found = context.messages.find(queryId, sayIdentifier(client));
  const chosen = query.has('unique') ? found.slice(0, 1) : found;
  if (chosen.length === 0) return text(404, `No signed documents found with query ID ${queryId.slice(0, 80)}`);
  const isFresh = chosen.some(({ at }) => context.now().getTime() - at.getTime() < untilTimestamped);
  if (isFresh && !query.has('force')) return text(500, 'Some message signatures have not been timestamped yet!');
  const sides = (['request', 'response'] as const).filter(
    (side) => !(side === 'request' && responseOnly) && !(side === 'response' && requestOnly),
  );
  const { makeContainer } = await import('./make-container.ts');
  const containers = chosen.flatMap((message, place) =>
    sides.map(
      (side) =>
        [
          `${name(queryId)}-${side}-${place}.asice`,
          makeContainer(message, side, context.certificates, stampedAt(message, context.now())),
        ] as const,
    ),
  );
  const [only] = containers;
  if (only !== undefined && containers.length === 1 && query.has('unique')) return file(only[1], only[0]);
  const zip = zipSync(Object.fromEntries(containers.map(([one, bytes]) => [one, new Uint8Array(bytes)])));
  return file(Buffer.from(zip), `${name(queryId)}.zip`);
}

/** A minute after the message came; earlier where the stamp was forced. */
function stampedAt({ at }: KeptMessage, now: Date): Date {
  return new Date(Math.min(at.getTime() + untilTimestamped, Math.max(at.getTime(), now.getTime())));
}

/** `GET /verificationconf` (UG-SIGDOC 3.2): the configuration for verifying containers. */
export function answerVerificationConf({ loaded, certificates }: StubContext): StubReply {
  return file(makeVerificationConf(loaded().configuration, certificates), 'verificationconf.zip');
}

function name(queryId: string): string {
  return queryId.replaceAll(/[^\w-]/g, '_').slice(0, 80);
}

function file(body: Buffer, fileName: string): StubReply {
  const type = fileName.endsWith('.zip') ? 'application/zip' : 'application/vnd.etsi.asic-e+zip';
  return {
    status: 200,
    headers: [
      ['Content-Type', type],
      ['Content-Disposition', `attachment; filename="${fileName}"`],
    ],
    body,
  };
}

function text(status: number, words: string): StubReply {
  return { status, headers: [['Content-Type', 'text/plain;charset=utf-8']], body: Buffer.from(`${words}\n`) };
}
