import { randomUUID } from 'node:crypto';
import express, { Router } from 'express';
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { refuse } from '../domain/refusals.ts';
import type { OperationContext } from '../operations/context.ts';
import type { LedgerReader } from '../operations/ledger/ledger.ts';
import { fileComplaint } from './complaints/file-complaint.ts';
import { figureHandlers } from './complaints/read-figures.ts';
import { readComplaints } from './complaints/read-complaints.ts';
import { resumableUpload } from './documents/resumable-upload.ts';
import { stageDocument } from './documents/stage-document.ts';
import { countTerm } from './law/count-term.ts';
import { checkFile, withinLimit } from './ledger/check-file.ts';
import { openApiDocument } from './open-api-document.ts';
import { problemHandler, sendRefusal } from './problem.ts';

/** What the API is made of. */
export type ApiDeps = {
  context: OperationContext;
  publicUrl: string;
  /** The published files of the ledger. */
  ledger: LedgerReader;
  log: { info: (facts: object, message: string) => void; error: (facts: object, message: string) => void };
  /** Posts let through per address and minute; 120 unless told. */
  postLimit?: number;
};

/** The programming interface, mounted at `/api`. Answers are JSON, refusals `application/problem+json`. */
export function createApi(deps: ApiDeps): Router {
  const router = Router();
  const complaints = readComplaints(deps);
  const document = JSON.stringify(openApiDocument(deps.publicUrl));
  router.use(requestFacts(deps));
  router.post('/{*path}', requestLimit(deps.postLimit ?? 120));
  router.get('/v1/openapi.json', (_request, response) => {
    response.type('application/json').send(document);
  });
  router.post('/v1/documents', stageDocument(deps));
  const upload = resumableUpload(deps);
  router.patch('/{*path}', requestLimit(5 * (deps.postLimit ?? 120)));
  router.options('/v1/uploads', upload.capabilities).options('/v1/uploads/:id', upload.capabilities);
  router.post('/v1/uploads', upload.begin);
  router.head('/v1/uploads/:id', upload.look).get('/v1/uploads/:id', upload.read);
  router.patch('/v1/uploads/:id', upload.append).delete('/v1/uploads/:id', upload.end);
  router.post('/v1/complaints', express.json({ limit: '1mb' }), fileComplaint(deps));
  router.post('/v1/complaints/:number/check-file', withinLimit, checkFile(deps));
  const { figures, consistency } = figureHandlers(deps);
  router.get('/v1/figures', figures).get('/v1/consistency', consistency).get('/v1/terms', countTerm(deps));
  router.get('/v1/complaints', complaints.list);
  router.get('/v1/complaints/:number', complaints.one);
  router.get('/v1/complaints/:number/events', complaints.events);
  router.use((request, response) => sendRefusal(request, response, refuse('NOT_FOUND').refusal));
  router.use(problemHandler(deps));
  return router;
}

function requestFacts(deps: ApiDeps): RequestHandler {
  return (request, response, next) => {
    const correlationId = randomUUID();
    const start = performance.now();
    response.locals['correlationId'] = correlationId;
    response.set({ 'X-Correlation-Id': correlationId, 'X-Content-Type-Options': 'nosniff' });
    if (request.method === 'GET' && !request.path.startsWith('/v1/uploads'))
      response.set('Access-Control-Allow-Origin', '*');
    response.once('finish', () => {
      const route: unknown = (request.route as { path?: unknown } | undefined)?.path;
      const facts = { correlationId, method: request.method, route, status: response.statusCode };
      deps.log.info({ ...facts, ms: Math.round(performance.now() - start) }, 'answered');
    });
    next();
  };
}

function requestLimit(limit: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
    validate: { xForwardedForHeader: false },
    handler: (request, response) => sendRefusal(request, response, refuse('TOO_MANY_REQUESTS').refusal),
  });
}
