import { classifyAnswer, classifyTransport } from '../errors/classify.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import type { SecurityServer } from './security-server.ts';
import { SendFailure, send } from './send.ts';
import type { TundukClient } from './tunduk-client.ts';

/**
 * Asks a server for the list of members, which is about nobody. A stand-in marks the answer; anything else throws
 * `TundukError` of `NO_STAND_IN`, and silence one of the transport.
 */
export async function requireStandIn({ dispatcher }: SecurityServer, totalMs: number): Promise<void> {
  const message = { method: 'GET' as const, target: '/listClients', headers: [] };
  const answer = await send(dispatcher, message, totalMs).catch((cause: unknown) => {
    throw cause instanceof SendFailure ? new TundukError({ failure: classifyTransport(cause.stage), cause }) : cause;
  });
  if (lastHeader(answer.headers, 'x-tunduk-stub') === undefined)
    throw new TundukError({ failure: classifyAnswer('no-stand-in') });
}

/**
 * A client that asks nothing of a registry before a stand-in has answered: who has set up one and is led to a real server
 * would ask about real people. Once it is known, it is not asked again.
 */
export function onlyStandIn(client: TundukClient, server: SecurityServer, totalMs: number): TundukClient {
  let known: Promise<void> | undefined;
  const beKnown = () => {
    known ??= requireStandIn(server, totalMs).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    ...client,
    ask: async (service, question) => {
      await beKnown();
      return client.ask(service, question);
    },
    probe: async (contract) => {
      await beKnown();
      return client.probe(contract);
    },
  };
}
