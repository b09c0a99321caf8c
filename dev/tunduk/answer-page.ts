import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Language } from '../../domain/language.ts';
import { faultRule } from '../../integrations/tunduk/stub/fault-rule.ts';
import { serverModes } from '../../integrations/tunduk/stub/stub-context.ts';
import type { StubState } from '../../integrations/tunduk/stub/stub-state.ts';
import { chooseLanguage } from '../stand-in-pages/choose-language.ts';
import { sendStandInPage } from '../stand-in-pages/page.ts';
import { sendStyleSheet } from '../stand-in-pages/style-sheet.ts';
import { standInPage } from './stand-in-page.ts';

const longestForm = 10_000;

/**
 * Answers the pages of the stand-in on its control port; false leaves the request to the JSON interface. `preferred` is for
 * a browser that wishes no language of ours.
 */
export async function answerPage(
  state: StubState,
  addresses: { http: string; https: string },
  preferred: Language,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const language = chooseLanguage(url.searchParams.get('lang'), request.headers['accept-language'], preferred);
  if (request.method === 'GET' && url.pathname === '/stand-in.css') sendStyleSheet(response);
  else if (request.method === 'GET' && url.pathname === '/') {
    sendStandInPage(response, 200, standInPage(language, state, addresses));
  } else if (request.method === 'POST' && url.pathname.startsWith('/page/')) {
    act(state, url.pathname.slice('/page/'.length), await readForm(request));
    response.writeHead(303, { location: `/?lang=${language}` }).end();
  } else return false;
  return true;
}

function act(state: StubState, what: string, form: URLSearchParams): void {
  const given = (name: string) => form.get(name) ?? '';
  const mode = serverModes.find((one) => one === given('mode'));
  if (what === 'mode' && mode !== undefined) state.switchMode(mode);
  if (what === 'take-back') state.takeBack(Number(given('id')));
  if (what === 'reset') state.reset();
  if (what === 'plant') plant(state, given('contract'), given('fault'), given('count'));
}

function plant(state: StubState, contract: string, fault: string, count: string): void {
  const colon = fault.indexOf(':');
  const [kind, value] = [fault.slice(0, colon), fault.slice(colon + 1)];
  const field = { code: { code: value }, status: { status: Number(value) }, broken: { how: value } }[kind];
  const rule = faultRule.safeParse({ kind, ...field, ...(count === '' ? {} : { count: Number(count) }) });
  if (rule.success) state.plant(contract, rule.data);
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > longestForm) return new URLSearchParams();
  }
  return new URLSearchParams(text);
}
