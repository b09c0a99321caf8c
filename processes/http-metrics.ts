import type { RequestHandler } from 'express';
import { Counter, Histogram, Registry } from 'prom-client';
import { onActs } from '../persistence/records/act-channel.ts';

/** Figures of a process that answers people: requests by route, acts by how they ended. */
export type HttpMetrics = { registry: Registry; middleware: RequestHandler };

/** Counts requests by the route's pattern, never by the address itself: an address can name a case. */
export function httpMetrics(): HttpMetrics {
  const registry = new Registry();
  const requests = new Histogram({
    name: 'shailoo_http_request_seconds',
    help: 'Requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers: [registry],
  });
  const acts = new Counter({
    name: 'shailoo_acts_total',
    help: 'Acts by how they ended: done or the code of the refusal',
    labelNames: ['act', 'code'],
    registers: [registry],
  });
  onActs(({ act, code }) => acts.inc({ act, code }));
  const middleware: RequestHandler = (request, response, next) => {
    const end = requests.startTimer();
    response.once('finish', () => {
      const route: unknown = (request.route as { path?: unknown } | undefined)?.path;
      const known = typeof route === 'string' ? route : 'none';
      end({ method: request.method, route: known, status: String(response.statusCode) });
    });
    next();
  };
  return { registry, middleware };
}
