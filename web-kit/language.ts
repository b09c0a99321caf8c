import type { Request, RequestHandler, Response } from 'express';
import { isLanguage, LANGUAGES, type Language } from '../domain/language.ts';

const cookieName = 'shailoo-language';
const year = 365 * 24 * 60 * 60 * 1000;

/**
 * Finds the language of each request and keeps it for `languageOf`: the first part of the path (`/ky`, `/ru`, `/en`),
 * else the choice remembered in a cookie, else what the browser asks for, else Kyrgyz. A language in the path is
 * remembered. `/` is answered with a redirect to the language.
 */
export function languageRouting(): RequestHandler {
  return (request, response, next) => {
    const inPath = request.path.split('/')[1];
    const remembered = cookieLanguage(request);
    const language = isLanguage(inPath) ? inPath : (remembered ?? askedLanguage(request));
    response.locals['language'] = language;
    if (isLanguage(inPath) && inPath !== remembered) remember(request, response, inPath);
    if (request.path === '/' && (request.method === 'GET' || request.method === 'HEAD')) {
      response.set('Cache-Control', 'no-store').vary('Accept-Language').vary('Cookie').redirect(302, `/${language}`);
      return;
    }
    next();
  };
}

/** The language that `languageRouting` found; Kyrgyz where it did not run. */
export function languageOf(response: Response): Language {
  const language: unknown = response.locals['language'];
  return isLanguage(language) ? language : 'ky';
}

/** The path without the language in front, `/` for a start page: `/ru/complaints` gives `/complaints`. */
export function pathWithoutLanguage(path: string): string {
  const [, first, ...rest] = path.split('/');
  return isLanguage(first) ? `/${rest.join('/')}` : path;
}

function cookieLanguage(request: Request): Language | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === cookieName && isLanguage(value)) return value;
  }
  return undefined;
}

function askedLanguage(request: Request): Language {
  const asked: unknown = request.acceptsLanguages([...LANGUAGES]);
  const wishes = request.headers['accept-language'] ?? '*';
  return wishes !== '*' && isLanguage(asked) ? asked : 'ky';
}

function remember(request: Request, response: Response, language: Language): void {
  response.cookie(cookieName, language, {
    maxAge: year,
    sameSite: 'lax',
    httpOnly: true,
    secure: request.secure,
    path: '/',
  });
}
