import type { ErrorRequestHandler, Request, Response } from 'express';
import { isLanguage, LANGUAGES } from '../domain/language.ts';
import type { Language } from '../domain/language.ts';
import { refusalStatuses } from '../domain/refusals.ts';
import type { Refusal, RefusalCode } from '../domain/refusals.ts';
import { faultFacts } from '../operations/fault-facts.ts';
import { sayRefusal } from '../wording/refusals.ts';
import { say } from '../wording/say.ts';
import type { ApiDeps } from './api.ts';

/** Answers with a refusal as RFC 9457 says; the words follow `Accept-Language`, all three languages stand beside. */
export function sendRefusal(request: Request, response: Response, refusal: Refusal['refusal']): void {
  const { code, details } = refusal;
  const words = (language: Language): string => sayRefusal(language, refusal);
  const about = Object.keys(details).length > 0 ? { about: details } : {};
  sendProblem(request, response, { status: refusalStatuses[code], code, words, about });
}

type Problem = { status: number; code: string; words: (language: Language) => string; about?: object };

function sendProblem(request: Request, response: Response, { status, code, words, about }: Problem): void {
  const language = askedLanguage(request);
  response
    .status(status)
    .set('Content-Language', language)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `urn:shailoo:problem:${code}`,
        title: say(language, 'kit.problem-refused'),
        status,
        code,
        detail: words(language),
        instance: `urn:uuid:${String(response.locals['correlationId'])}`,
        messages: Object.fromEntries(LANGUAGES.map((each) => [each, words(each)])),
        ...about,
      }),
    );
}

/** Answers what was thrown: a body that cannot be read as a refusal, everything else as a defect without its words. */
export function problemHandler(deps: ApiDeps): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
    const code = codeOfStatus(status);
    if (code !== undefined) return sendRefusal(request, response, { code, details: {} });
    deps.log.error({ fault: faultFacts(error) }, 'defect');
    const page = isOutside(error) ? '503' : '500';
    const words = (language: Language): string => say(language, `kit.problem.${page}.sentence`);
    sendProblem(request, response, { status: Number(page), code: page === '503' ? 'UNAVAILABLE' : 'DEFECT', words });
  };
}

function codeOfStatus(status: unknown): RefusalCode | undefined {
  if (status === 413) return 'BODY_TOO_LARGE';
  if (status === 429) return 'TOO_MANY_REQUESTS';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'INPUT_INVALID' : undefined;
}

function isOutside(error: unknown): boolean {
  const category: unknown = typeof error === 'object' && error !== null && 'category' in error ? error.category : null;
  return category === 'unavailable' || category === 'timeout';
}

function askedLanguage(request: Request): Language {
  const asked: unknown = request.acceptsLanguages([...LANGUAGES]);
  return isLanguage(asked) && request.get('Accept-Language') !== undefined ? asked : 'ky';
}
