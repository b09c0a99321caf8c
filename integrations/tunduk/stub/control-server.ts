import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { z } from 'zod';
import { scenarioRanges } from '../contracts/people/scenario-of-pin.ts';
import { sayIdentifier } from '../protocol/identifiers.ts';
import { faultRule } from './fault-rule.ts';
import { serverModes } from './stub-context.ts';
import type { ServerMode } from './stub-context.ts';
import type { StubOptions } from './start-stub.ts';
import type { StubState } from './stub-state.ts';

const modeChange = z.strictObject({ mode: z.enum(serverModes) });
const clockChange = z.strictObject({ at: z.iso.datetime({ offset: true }).nullable() });
const planting = z.strictObject({ contract: z.string(), rule: faultRule });

type Answer = { status: number; content: unknown };

/**
 * The control interface, JSON over HTTP. It may be asked by programs of this machine only: a request that names a
 * foreign `Host` or comes from a web page of another origin is refused.
 */
export function controlServer(state: StubState, onMode: (mode: ServerMode) => void, page: StubOptions['page']): Server {
  return createServer((request, response) => {
    handle(state, onMode, page, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

async function handle(
  state: StubState,
  onMode: (mode: ServerMode) => void,
  page: StubOptions['page'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isFromHere(request)) return send(response, { status: 403, content: { error: 'only programs of this machine' } });
  const before = state.mode();
  const isPage = page !== undefined && (await page(state, request, response));
  if (!isPage) {
    const body = await readJson(request);
    send(response, control(state, `${request.method ?? 'GET'} ${(request.url ?? '/').split('?')[0] ?? '/'}`, body));
  }
  if (state.mode() !== before) onMode(state.mode());
}

function control(state: StubState, asked: string, body: unknown): Answer {
  switch (asked) {
    case 'GET /control/state':
      return ok(stateOf(state));
    case 'GET /control/journal':
      return ok(state.journal.list());
    case 'GET /control/people':
      return ok(scenarioRanges);
    case 'PUT /control/mode':
      return checked(modeChange, body, ({ mode }) => state.switchMode(mode));
    case 'PUT /control/clock':
      return checked(clockChange, body, ({ at }) => state.setClock(at === null ? undefined : new Date(at)));
    case 'POST /control/faults':
      return plant(state, body);
    case 'POST /control/reset':
      state.reset();
      return ok({});
    default:
      return takeBack(state, asked);
  }
}

/** A failure for a service or a client that nobody knows would never strike. */
function plant(state: StubState, body: unknown): Answer {
  const { services, clients } = state.loaded();
  const known = [...services.values()].map(({ contract }) => contract.id);
  const fitting = planting.superRefine(({ contract, rule }, context) => {
    if (contract !== '*' && !known.includes(contract)) {
      context.addIssue({ code: 'custom', path: ['contract'], message: `is not *, and none of ${known.join(', ')}` });
    }
    if (rule.client !== undefined && !clients.has(rule.client)) {
      context.addIssue({ code: 'custom', path: ['rule', 'client'], message: 'is not among the clients' });
    }
  });
  return checked(fitting, body, ({ contract, rule }) => state.plant(contract, rule));
}

function takeBack(state: StubState, asked: string): Answer {
  const [, id] = /^DELETE \/control\/faults\/(\d{1,9})$/.exec(asked) ?? [];
  return id !== undefined && state.takeBack(Number(id)) ? ok({}) : { status: 404, content: { error: 'not found' } };
}

function stateOf(state: StubState): object {
  const { configuration, services } = state.loaded();
  return {
    instance: configuration.instance,
    dialect: configuration.dialect,
    mode: state.mode(),
    now: state.now().toISOString(),
    clients: configuration.clients.map(({ id, connection }) => ({ id: sayIdentifier(id), connection })),
    services: [...services.values()].map(({ id, contract, settings }) => ({
      id: sayIdentifier(id),
      contract: contract.id,
      status: contract.status,
      protocol: contract.protocol,
      mode: settings.mode,
    })),
    faults: state.planted(),
    configuredFaults: state.configured(),
  };
}

function checked<Read>(schema: z.ZodType<Read>, body: unknown, act: (read: Read) => unknown): Answer {
  const read = schema.safeParse(body);
  if (!read.success) return { status: 400, content: { error: z.prettifyError(read.error) } };
  return ok(act(read.data) ?? {});
}

function ok(content: unknown): Answer {
  return { status: 200, content };
}

/** Against pages of other sites and names that were pointed here (DNS rebinding). */
function isFromHere({ headers }: IncomingMessage): boolean {
  const isHere = (host: string) => /^(localhost|127\.0\.0\.1|\[::1\]|tunduk)(:\d+)?$/.test(host);
  const { origin, host = '' } = headers;
  return isHere(host) && (origin === undefined || isHere(origin.replace(/^https?:\/\//, '')));
}

function send(response: ServerResponse, { status, content }: Answer): void {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  response.writeHead(status, headers).end(JSON.stringify(content));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > 100_000) return undefined;
  }
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
