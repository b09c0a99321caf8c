import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { chooseLanguage } from '../stand-in-pages/choose-language.ts';
import { sendStandInPage } from '../stand-in-pages/page.ts';
import { standInServer } from '../stand-in-pages/stand-in-server.ts';
import { sendStyleSheet } from '../stand-in-pages/style-sheet.ts';
import type { StandInPerson } from './read-people.ts';
import { choicePage, failurePage } from './sign-in-pages.ts';

const choicePath = /^\/choose\/[A-Za-z0-9_-]{1,64}$/;
const longestChoice = 1000;

/** The stand-in's HTTP server: its own page to choose a person, everything else by the OpenID Connect library. */
export function signInServer(
  provider: Provider,
  people: readonly StandInPerson[],
  clientOrigins: readonly string[],
): Server {
  const byLibrary = provider.callback();

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://sign-in');
    if (url.pathname === '/stand-in.css') {
      sendStyleSheet(response);
    } else if (choicePath.test(url.pathname)) {
      await answerChoice(request, response, url);
    } else {
      await byLibrary(request, response);
    }
  }

  async function answerChoice(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const wished = url.searchParams.get('lang');
    const asked = await provider.interactionDetails(request, response).catch(() => undefined);
    const locale = asked?.params['ui_locales'];
    const preferred = wished ?? (typeof locale === 'string' ? locale : undefined);
    const language = chooseLanguage(preferred, request.headers['accept-language']);
    if (asked === undefined) {
      sendStandInPage(response, 400, failurePage(language, 'session_not_found'));
    } else if (request.method === 'POST') {
      await finish(request, response, await readChoice(request));
    } else {
      sendStandInPage(response, 200, choicePage(language, people, url.pathname, clientOrigins));
    }
  }

  async function finish(request: IncomingMessage, response: ServerResponse, choice: URLSearchParams): Promise<void> {
    const person = people.find(({ sub }) => sub === choice.get('sub'));
    const result =
      person === undefined
        ? { error: 'access_denied', error_description: 'nobody was chosen' }
        : { login: { accountId: person.sub, remember: false } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  return standInServer(answer);
}

async function readChoice(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) {
    body += String(piece);
    if (body.length > longestChoice) {
      return new URLSearchParams();
    }
  }
  return new URLSearchParams(body);
}
