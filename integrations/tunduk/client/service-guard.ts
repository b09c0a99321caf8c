import { classifyFault } from '../errors/classify.ts';
import type { TundukCategory } from '../errors/failure.ts';
import { TundukError } from '../errors/tunduk-error.ts';

/** Limits of one service: how many calls at once, and when its breaker opens. */
export interface GuardLimits {
  parallel: number;
  /** Failures in a row after which the service counts as out. */
  failures: number;
  /** How long nobody asks then, before one call tries again. */
  openMs: number;
}

/** Told when a registry counts as out, and when it answers again: facts that a screen and a record show. */
export type OutageWitness = (service: string, change: 'opened' | 'closed', at: Date) => void | Promise<void>;

/** Lets calls of a service through, a few at once and none while it is out. */
export interface ServiceGuard {
  /** Runs `call`; while the breaker is open it throws `PROVIDER_OUTAGE` at once, with the time to come again. */
  pass: <T>(service: string, call: () => Promise<T>) => Promise<T>;
}

type State = { running: number; waiting: (() => void)[]; failures: number; openUntil: number; isOut: boolean };

const usual: GuardLimits = { parallel: 8, failures: 5, openMs: 30_000 };

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

/** A guard with its own count for every service. `now` is in milliseconds of a clock that does not go back. */
export function serviceGuard(
  witness: OutageWitness,
  limits: GuardLimits = usual,
  now: () => number = () => performance.now(),
): ServiceGuard {
  const states = new Map<string, State>();
  const stateOf = (service: string): State => {
    const known = states.get(service) ?? { running: 0, waiting: [], failures: 0, openUntil: 0, isOut: false };
    states.set(service, known);
    return known;
  };
  return {
    async pass(service, call) {
      const state = stateOf(service);
      refuseWhileOpen(state, limits, now());
      while (state.running >= limits.parallel) {
        await new Promise<void>((resolve) => state.waiting.push(resolve));
        refuseWhileOpen(state, limits, now());
      }
      state.running += 1;
      try {
        const answer = await call();
        await closed(state, service, witness);
        return answer;
      } catch (error) {
        await failed(state, service, error, limits, now(), witness);
        throw error;
      } finally {
        state.running -= 1;
        state.waiting.shift()?.();
      }
    },
  };
}

/** After the pause one call goes through; the pause begins anew for all others. */
function refuseWhileOpen(state: State, { openMs }: GuardLimits, now: number): void {
  if (!state.isOut) return;
  if (now >= state.openUntil) {
    state.openUntil = now + openMs;
    return;
  }
  const failure = { ...classifyFault('server.serverproxy.service_disabled', ''), origin: 'us' as const };
  state.waiting.shift()?.();
  throw new TundukError({ failure, retryAfterMs: Math.ceil(state.openUntil - now) });
}

async function closed(state: State, service: string, witness: OutageWitness): Promise<void> {
  state.failures = 0;
  if (!state.isOut) return;
  state.isOut = false;
  await witness(service, 'closed', new Date());
}

async function failed(
  state: State,
  service: string,
  error: unknown,
  { failures, openMs }: GuardLimits,
  now: number,
  witness: OutageWitness,
): Promise<void> {
  if (!(error instanceof TundukError) || !outages.has(error.failure.category)) {
    if (error instanceof TundukError) await closed(state, service, witness);
    return;
  }
  state.failures += 1;
  if (state.isOut || state.failures < failures) return;
  state.isOut = true;
  state.openUntil = now + openMs;
  await witness(service, 'opened', new Date());
}
