import type { Environment } from '../../processes/environment.ts';

/** Whether `npm start` brings up a stand-in: production, and whoever gives an address, has a security server. */
export function hasOwnStandIn({ mode }: Environment): boolean {
  return mode !== 'production' && !process.env['TUNDUK_URL'];
}

/** The ports of that stand-in: its page and switches, and what it answers on. */
export function standInPorts({ tundukPort }: Environment) {
  return { controlPort: tundukPort, httpPort: tundukPort + 20, httpsPort: tundukPort + 30 };
}
