import { classifyFault } from '../errors/classify.ts';
import type { TundukCategory } from '../errors/failure.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import type { OutageLayer, OutageStore } from './outage-store.ts';

/** Limits of one service: how many calls at once, and when its breaker opens. */
export interface GuardLimits {
  parallel: number;
  /** Failures in a row of this guard after which the service counts as out. */
  failures: number;
  /** How long nobody asks then, before one call tries again. */
  openMs: number;
}

/** Lets calls of a service through, a few at once and none while it is out. */
export interface ServiceGuard {
  /** Runs `call`; while the service is left alone it throws `PROVIDER_OUTAGE` at once, with the time to come again. */
  pass: <T>(service: string, call: () => Promise<T>) => Promise<T>;
}

type State = { running: number; waiting: (() => void)[]; failures: number; layer: OutageLayer };

/** What is usual for a registry. */
export const usualGuard: GuardLimits = { parallel: 8, failures: 5, openMs: 30_000 };

/** Failures that say that a service is out; others are about one call. */
const outages: ReadonlySet<TundukCategory> = new Set([
  'SS_UNREACHABLE',
  'SS_DEGRADED',
  'UNKNOWN_OUTCOME',
  'PROVIDER_SS_DOWN',
  'PROVIDER_SS_ERROR',
  'PROVIDER_DOWN',
  'PROVIDER_ERROR',
  'PROVIDER_OUTAGE',
]);

/** Those that only the way can have; of all others the registry behind it may be the cause. */
const ofTheWay: ReadonlySet<TundukCategory> = new Set(['SS_UNREACHABLE', 'SS_DEGRADED', 'PROVIDER_SS_DOWN']);

/**
 * A guard with its own count for every service; that one is out stands in the store, and every answer says there that it
 * is not, whoever said that it was. A failure proves an answer only where the provider got the call.
 */
export function serviceGuard(store: OutageStore, limits: GuardLimits = usualGuard): ServiceGuard {
  const states = new Map<string, State>();
  const stateOf = (service: string): State => {
    const known = states.get(service) ?? { running: 0, waiting: [], failures: 0, layer: 'way' };
    states.set(service, known);
    return known;
  };
  return {
    async pass(service, call) {
      const state = stateOf(service);
      let entry = await enter(state, service, limits, store);
      while (state.running >= limits.parallel) {
        await new Promise<void>((resolve) => state.waiting.push(resolve));
        entry = await enter(state, service, limits, store);
      }
      state.running += 1;
      try {
        const answer = await call();
        state.failures = 0;
        /** An answer is not lost, nor asked for again, because the store is away: the next one closes. */
        await store.close(service).catch(() => undefined);
        return answer;
      } catch (error) {
        await failed(state, service, { error, isProbe: entry === 'probe' }, limits, store);
        throw error;
      } finally {
        state.running -= 1;
        state.waiting.shift()?.();
      }
    },
  };
}

/** Throws while the service is left alone; then those who wait for their turn are told too, one by the other. */
async function enter(
  state: State,
  service: string,
  { openMs }: GuardLimits,
  store: OutageStore,
): Promise<'in' | 'probe'> {
  const entry = await store.enter(service, openMs).catch((error: unknown) => {
    state.waiting.shift()?.();
    throw error;
  });
  if (entry === 'in') return entry;
  state.failures = 0;
  if (entry === 'probe') return entry;
  const failure = { ...classifyFault('server.serverproxy.service_disabled', ''), origin: 'us' as const };
  state.waiting.shift()?.();
  throw new TundukError({ failure, retryAfterMs: entry.leftAloneMs });
}

/** A question that tries during an outage may find that it lies deeper than was known. */
async function failed(
  state: State,
  service: string,
  { error, isProbe }: { error: unknown; isProbe: boolean },
  { failures, openMs }: GuardLimits,
  store: OutageStore,
): Promise<void> {
  if (!(error instanceof TundukError)) return;
  const { category, delivered } = error.failure;
  if (!outages.has(category)) {
    state.failures = 0;
    if (delivered === 'yes') await store.close(service);
    return;
  }
  const isFirst = state.failures === 0;
  state.layer = ofTheWay.has(category) && (isFirst || state.layer === 'way') ? 'way' : 'registry';
  state.failures += 1;
  const isDeeper = isProbe && state.layer === 'registry';
  if (state.failures < failures && !isDeeper) return;
  if (state.failures >= failures) state.failures = 0;
  await store.open(service, openMs, state.layer);
}
