import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import express from 'express';
import type { Browser } from 'playwright-core';
import { LANGUAGES } from '../../domain/language.ts';
import { axeFaults, htmlFaults, isTooWide, openBrowser } from '../../test/support/page-checks.ts';
import { buildAssets } from '../assets.ts';
import { tonguesOf, type Frame } from '../frame.ts';
import { HttpProblem } from '../http-problem.ts';
import { languageOf, languageRouting } from '../language.ts';
import { problemPages } from '../problem-page.ts';
import { createRenderer } from '../render.ts';
import { securityHeaders } from '../security-headers.ts';
import { componentsPage } from './components-page.ts';

let server: Server;
let origin: string;
let browser: Browser | undefined;
const defects: unknown[] = [];

before(async () => {
  const assets = await buildAssets();
  const render = createRenderer({ templatesRoots: [], assets });
  const pages = problemPages({ render, layout: 'portal', frameOf, onDefect: (error) => defects.push(error) });
  const desk = problemPages({ render, layout: 'desk', frameOf, onDefect: (error) => defects.push(error) });
  const app = express();
  app.use('/assets', assets.handler);
  app.use(securityHeaders(), languageRouting());
  const show: Parameters<typeof componentsPage>[0]['show'] = (request, response, view, { title }, model) =>
    void response
      .type('html')
      .send(render(view, { frame: frameOf(request, response, title), ...model }, languageOf(response)));
  app.get('/:language/components', componentsPage({ show }));
  app.get('/:language/broken', () => {
    throw new Error('a defect with a secret in it');
  });
  app.get('/:language/large', () => {
    throw new HttpProblem(413);
  });
  app.get('/:language/refused', (request, response) =>
    pages.refuse(request, response, 409, { sentence: 'A', reason: 'B', code: 'QUORUM_MISSING' }),
  );
  app.get('/:language/desk', desk.notFound);
  app.use(pages.notFound, pages.failed);
  server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});

after(async () => {
  await browser?.close();
  server.close();
});

function frameOf(_request: unknown, _response: unknown, title: string): Frame {
  return {
    title,
    path: '/components',
    tongues: tonguesOf('/components'),
    nav: [
      { text: 'Жалобы', href: '/ru/complaints', current: true },
      { text: 'Решения', href: '/ru/decisions' },
    ],
    crumbs: [
      { text: 'Башкы бет', href: '/ky' },
      { text: title, href: '/ky/components', current: true },
    ],
    foot: [{ heading: 'Мыйзам', links: [{ text: 'Сөздүк', href: '/ky/glossary' }] }],
    commission: 'Борбордук шайлоо комиссиясы',
    updated: '11-январь, 10:00',
    training: '11-январь, 10:00',
  };
}

const paths = LANGUAGES.flatMap((language) =>
  ['components', 'missing', 'large', 'refused', 'desk'].map((page) => `/${language}/${page}`),
);

test('every part is valid HTML in each language', async () => {
  for (const path of paths) {
    const answer = await fetch(`${origin}${path}`);
    assert.deepEqual(await htmlFaults(await answer.text()), [], path);
  }
});

test('the checker of HTML notices a planted fault', async () => {
  assert.notDeepEqual(
    await htmlFaults(
      '<!DOCTYPE html><html lang="ky"><head><title>A</title></head><body><img src="a.png"></body></html>',
    ),
    [],
  );
});

describe('in a browser', () => {
  const missing = (): string | false => (browser === undefined ? 'chromium is missing' : false);

  for (const width of [1280, 390, 320]) {
    test(`every part is reachable for everybody at ${width}`, async (context) => {
      const reason = missing();
      if (reason !== false && process.env['CI'] !== 'true') return context.skip(reason);
      assert.ok(browser, 'chromium is missing; npm run setup:tests installs it');
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      const complaints: string[] = [];
      page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
      for (const language of LANGUAGES) {
        await page.goto(`${origin}/${language}/components`);
        assert.deepEqual(await axeFaults(page), [], `${language} at ${width}`);
        assert.equal(await isTooWide(page), false, `${language} at ${width}`);
      }
      assert.deepEqual(complaints, [], 'the security policy lets everything through that the page needs');
      await page.close();
    });
  }
});

test('the checker of accessibility notices a planted fault', async (context) => {
  if (browser === undefined) return context.skip('chromium is missing');
  const page = await browser.newPage();
  await page.goto(`${origin}/ky/components`);
  await page.evaluate('document.querySelector("label").remove(); document.documentElement.lang = ""');
  assert.match((await axeFaults(page)).join('\n'), /html-has-lang/);
  await page.close();
});

test('a page that is not there and a broken one answer in the language of the address', async () => {
  const missing = await fetch(`${origin}/en/missing`);
  assert.equal(missing.status, 404);
  assert.match(await missing.text(), /Page not found/);
  const broken = await fetch(`${origin}/ru/broken`);
  assert.equal(broken.status, 500);
  const words = await broken.text();
  assert.match(words, /Произошла ошибка/);
  assert.doesNotMatch(words, /secret/);
  assert.equal(defects.length, 1);
});

test('a refused act shows its code', async () => {
  const answer = await fetch(`${origin}/ky/refused`);
  assert.equal(answer.status, 409);
  assert.match(await answer.text(), /QUORUM_MISSING/);
});

test('/ leads to the remembered language, else to the asked one, else to Kyrgyz', async () => {
  const follow = async (headers: Record<string, string>): Promise<string | null> =>
    (await fetch(origin, { headers, redirect: 'manual' })).headers.get('location');
  assert.equal(await follow({ 'accept-language': 'de-DE' }), '/ky');
  assert.equal(await follow({ 'accept-language': 'de, ru;q=0.8, en;q=0.5' }), '/ru');
  assert.equal(await follow({ 'accept-language': 'ru', cookie: 'shailoo-language=en' }), '/en');
  assert.equal(await follow({ 'accept-language': 'ru', cookie: 'shailoo-language=xx' }), '/ru');
  const visited = await fetch(`${origin}/en/components`);
  assert.match(visited.headers.get('set-cookie') ?? '', /shailoo-language=en/);
});

test('the security policy allows no script, no frame and no foreign source', async () => {
  const { headers } = await fetch(`${origin}/ky/components`);
  assert.equal(
    headers.get('content-security-policy'),
    "default-src 'none';style-src 'self';font-src 'self';img-src 'self' data:;form-action 'self';frame-ancestors 'none';base-uri 'none'",
  );
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.equal(headers.get('strict-transport-security'), null);
});

test('assets are named by their content, cached for a year, and small', async () => {
  const html = await (await fetch(`${origin}/ky/components`)).text();
  const sheet = /href="(\/assets\/portal\.[0-9a-f]{12}\.css)"/.exec(html)?.[1];
  assert.ok(sheet);
  const answer = await fetch(`${origin}${sheet}`, { headers: { 'accept-encoding': 'br' } });
  assert.match(answer.headers.get('cache-control') ?? '', /immutable/);
  assert.equal(answer.headers.get('content-encoding'), 'br');
  const css = await answer.text();
  assert.doesNotMatch(css, /asset:|GDS Transport|crest/);
  assert.doesNotMatch(html, / style=/);
});
