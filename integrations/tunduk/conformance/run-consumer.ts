import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Contract } from '../contracts/contract-schema.ts';
import type { SubsystemId } from '../protocol/identifiers.ts';
import { headerLines } from '../protocol/rest-message.ts';
import type { FaultRule } from '../stub/fault-rule.ts';
import { consumerRules } from './consumer-rules.ts';
import type { ObservedCall, Situation } from './observed-call.ts';
import { tryRules } from './rule.ts';
import type { Finding } from './rule.ts';

/** The parts of a stand-in that a trial of a consumer needs. */
export interface TrialServer {
  answer: RequestListener;
  plant: (rule: FaultRule) => void;
  reset: () => void;
  /** When mutual TLS is agreed. */
  tls?: { cert: string; key: string; ca: string };
}

/** A trial of a consumer. */
export interface ConsumerTrial {
  contract: Contract;
  /** The subsystem as which the consumer asks; the server of the trial knows it. */
  client: SubsystemId;
  server: TrialServer;
  host: string;
  port: number;
  /** Runs the consumer once against an address and gives the exit status of its program; without it the kit listens only. */
  run?: (address: string) => Promise<number>;
  /** Without `run`: resolves when there is nothing more to listen for. */
  listenUntil?: (address: string) => Promise<void>;
  patienceMs: number;
}

const planted: Record<Exclude<Situation, 'plain'>, FaultRule> = {
  denied: { kind: 'code', code: 'Server.ServerProxy.AccessDenied', message: 'Request is not allowed', probability: 1 },
  down: { kind: 'code', code: 'Server.ServerProxy.NetworkError', message: 'Connection refused', probability: 1 },
  unknown: { kind: 'broken', how: 'resetAfterHead', probability: 1 },
  wrongHash: { kind: 'broken', how: 'wrongHash', probability: 1 },
  silent: { kind: 'broken', how: 'hang', probability: 1 },
};

/** Lets a consumer call a stand-in in every situation, and looks at what it did. Never throws for what it met. */
export async function runConsumer(trial: ConsumerTrial): Promise<Finding[]> {
  const calls: ObservedCall[] = [];
  const runs = new Map<Situation, number>();
  let situation: Situation = 'plain';
  const { tls } = trial.server;
  const listener = observer(trial, calls, () => situation);
  const server: Server =
    tls === undefined
      ? createServer(listener)
      : createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: false }, listener);
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(trial.port, trial.host, resolve));
  const address = `${tls === undefined ? 'http' : 'https'}://localhost:${(server.address() as AddressInfo).port}`;
  try {
    if (trial.run === undefined) await trial.listenUntil?.(address);
    else {
      for (situation of ['plain', 'denied', 'down', 'unknown', 'wrongHash', 'silent'] satisfies Situation[]) {
        trial.server.reset();
        if (situation !== 'plain') trial.server.plant(planted[situation]);
        runs.set(situation, await trial.run(address));
        server.closeAllConnections();
      }
    }
  } finally {
    trial.server.reset();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }
  const { contract, client, patienceMs } = trial;
  const world = { contract, client, calls, runs, isTlsAgreed: tls !== undefined, patienceMs };
  return tryRules(consumerRules, contract.protocol, world);
}

function observer(
  { contract, server, patienceMs }: ConsumerTrial,
  calls: ObservedCall[],
  now: () => Situation,
): RequestListener {
  return (request, response) => {
    const call: ObservedCall = {
      situation: now(),
      at: performance.now(),
      protocol: contract.protocol,
      method: request.method ?? '',
      target: request.url ?? '',
      headers: headerLines(request.rawHeaders),
      body: Buffer.alloc(0),
      isMutualTls: request.socket instanceof TLSSocket && request.socket.getPeerCertificate().raw !== undefined,
    };
    calls.push(call);
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.once('end', () => {
      call.body = Buffer.concat(pieces);
    });
    response.once('close', () => {
      if (!response.writableEnded) call.hungUpAfterMs = performance.now() - call.at;
    });
    if (call.situation === 'silent') answerLate(request, response, patienceMs);
    else server.answer(request, response);
  };
}

/** Silent for as long as a consumer must wait, and a little longer; then the fault of a provider that did not answer. */
function answerLate(request: IncomingMessage, response: Parameters<RequestListener>[1], patienceMs: number): void {
  request.resume();
  const timer = setTimeout(() => response.writeHead(504).end(), patienceMs + 200);
  response.once('close', () => clearTimeout(timer));
}
