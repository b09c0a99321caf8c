/**
 * Whether a call may go to a service: `in`, it is not out; `probe`, it is, and this one call tries whether it still is; or
 * it is left alone for so many milliseconds yet.
 */
export type Entry = 'in' | 'probe' | { leftAloneMs: number };

/**
 * Where an outage lies: on the `way`, at our security server or the provider's or between them, or at the `registry` behind
 * them. What of the way works can be found out without asking a registry anything.
 */
export type OutageLayer = 'way' | 'registry';

/**
 * Where it is kept which services are out. Several processes that share one store leave a service alone together, and the
 * first to get an answer ends the outage for all; the product keeps it in its database. A service is named by its caller.
 */
export interface OutageStore {
  /** Asked before each call. Whoever gets `probe` is the only one until `pauseMs` later. */
  enter: (service: string, pauseMs: number) => Promise<Entry>;
  /**
   * The service is out from now, and nobody asks it for `pauseMs`. Said again of one that is out, it only moves an outage
   * of the way to the registry, never back.
   */
  open: (service: string, pauseMs: number, layer: OutageLayer) => Promise<void>;
  /** The service answers; said of one that is not out, it changes nothing. */
  close: (service: string) => Promise<void>;
}

/** The outages that one process knows of, forgotten at its end. `now` is in milliseconds of a clock that does not go back. */
export function memoryOutages(now: () => number = () => performance.now()): OutageStore {
  const retryAt = new Map<string, number>();
  return {
    enter: (service, pauseMs) => {
      const at = retryAt.get(service);
      if (at === undefined) return Promise.resolve('in');
      if (now() < at) return Promise.resolve({ leftAloneMs: Math.ceil(at - now()) });
      retryAt.set(service, now() + pauseMs);
      return Promise.resolve('probe');
    },
    open: (service, pauseMs) => {
      if (!retryAt.has(service)) retryAt.set(service, now() + pauseMs);
      return Promise.resolve();
    },
    close: (service) => Promise.resolve(void retryAt.delete(service)),
  };
}
