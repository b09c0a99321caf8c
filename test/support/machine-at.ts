import { Agent, fetch as undiciFetch } from 'undici';
import type { RequestInit as UndiciInit } from 'undici';

/** A machine with an address of its own: what its `fetch` asks comes from there. */
export type Machine = { fetch: typeof fetch; close: () => Promise<void> };

/**
 * A machine with this address of the loopback network, such as 127.0.0.7 (Linux answers on all of 127.0.0.0/8). Who does
 * not begin to answer within 20 s has not answered. It sends forms and bytes, no `FormData`, whose class undici's is not.
 */
export function machineAt(address: string): Machine {
  const dispatcher = new Agent({ localAddress: address, headersTimeout: 20_000 });
  const ask = (url: string, init?: UndiciInit) => undiciFetch(url, { ...init, dispatcher });
  return { fetch: ask as unknown as typeof fetch, close: () => dispatcher.close() };
}
