import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { HttpProblem } from './http-problem.ts';

/**
 * Lets `limit` requests per `windowMs` through for each key, by default the address of the caller, and answers the rest
 * as a problem 429 with `Retry-After`. Counts in memory of this process; attempts that must be counted for certain
 * (receipt codes) are counted in Postgres by their operation.
 */
export function limitRequests(options: {
  windowMs: number;
  limit: number;
  keyOf?: (request: Request) => string;
}): RequestHandler {
  return rateLimit({
    windowMs: options.windowMs,
    limit: options.limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: options.keyOf ?? ((request) => ipKeyGenerator(request.ip ?? '')),
    validate: { xForwardedForHeader: false },
    handler: (_request, _response, next) => next(new HttpProblem(429)),
  });
}
