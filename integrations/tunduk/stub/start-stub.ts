import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { answerRequest } from './answer-request.ts';
import { controlServer } from './control-server.ts';
import { readStubConfiguration } from './stub-configuration.ts';
import type { ServerMode } from './stub-context.ts';
import { newStubState } from './stub-state.ts';
import type { StubState } from './stub-state.ts';
import { certificatesFolder, testCertificates } from './test-authority.ts';
import type { TestCertificates } from './test-authority.ts';
import { watchConfiguration } from './watch-configuration.ts';

/** Where a stand-in listens and what it reads. Port 0 lets the system choose. */
export interface StubOptions {
  configurationFile: string;
  /** A folder for the test certificates, made at the first start. */
  home: string;
  host: string;
  httpPort: number;
  httpsPort: number;
  /** Always on loopback, unless `controlHost` says otherwise. */
  controlPort: number;
  controlHost?: string;
  /** A part that answers pages on the control port, before its JSON interface does. */
  page?: (state: StubState, request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Told of a reload: the fault of a configuration that was not taken, or undefined. */
  onReload?: (fault: string | undefined) => void;
}

/** A stand-in that listens. */
export interface RunningStub {
  state: StubState;
  httpAddress: string;
  httpsAddress: string;
  controlAddress: string;
  certificates: TestCertificates;
  close: () => Promise<void>;
}

/** Starts a stand-in security server. Throws `YamlFault` for a bad configuration and the system's error for a port taken. */
export async function startStub(options: StubOptions): Promise<RunningStub> {
  const { configurationFile, host } = options;
  const [configuration, certificates] = await Promise.all([
    readStubConfiguration(configurationFile),
    testCertificates(options.home),
  ]);
  const state = newStubState(configuration, configurationFile, certificates);
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    answerRequest(state, request, response).catch(() => response.destroy());
  };
  const limits = { maxHeaderSize: 64 * 1024, keepAliveTimeout: 60_000, requestTimeout: 120_000 };
  const http = createServer(limits, answer);
  const https = createTlsServer({ ...limits, ...tlsFor('normal', certificates) }, answer);
  const control = controlServer(state, (mode) => https.setSecureContext(tlsFor(mode, certificates)), options.page);
  const servers = [http, https, control];
  for (const server of servers) server.on('clientError', (_error, socket) => socket.destroy());
  https.on('tlsClientError', (_error, socket) => socket.destroy());
  const controlHost = options.controlHost ?? '127.0.0.1';
  await Promise.all([
    listen(http, options.httpPort, host),
    listen(https, options.httpsPort, host),
    listen(control, options.controlPort, controlHost),
  ]).catch(async (error: unknown) => {
    await closeAll(servers);
    throw error;
  });
  const watcher = watchConfiguration(configurationFile, async () => {
    try {
      state.load(await readStubConfiguration(configurationFile), configurationFile);
      options.onReload?.(undefined);
    } catch (error) {
      options.onReload?.(Error.isError(error) ? error.message : String(error));
    }
  });
  const at = (server: Server | TlsServer, scheme: string) =>
    `${scheme}://localhost:${(server.address() as AddressInfo).port}`;
  state.setWays({
    plain: { address: at(http, 'http') },
    tls: { address: at(https, 'https'), certificates: certificatesFolder(options.home) },
  });
  return {
    state,
    httpAddress: at(http, 'http'),
    httpsAddress: at(https, 'https'),
    controlAddress: at(control, 'http'),
    certificates,
    close: async () => {
      watcher.close();
      await closeAll(servers);
    },
  };
}

function tlsFor(mode: ServerMode, { server, rotated, expired, authority }: TestCertificates) {
  const shown = mode === 'keyRotated' ? rotated : mode === 'certificateExpired' ? expired : server;
  return {
    cert: shown.certificate,
    key: shown.key,
    ca: authority.certificate,
    requestCert: true,
    /** A stranger's certificate is refused in the protocol, as X-Road does, not in the handshake. */
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2' as const,
  };
}

function listen(server: Server | TlsServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

async function closeAll(servers: readonly (Server | TlsServer)[]): Promise<void> {
  await Promise.all(
    servers.map((server) => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    }),
  );
}
