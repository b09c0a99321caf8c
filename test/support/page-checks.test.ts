import assert from 'node:assert/strict';
import { test } from 'node:test';
import express from 'express';
import { axeFaults, isTooWide, openBrowser } from './page-checks.ts';
import { serve } from './portal.ts';

test('a page that was just clicked to is looked at with its style, however late that comes', async (t) => {
  const chromium = await openBrowser();
  if (!chromium) return t.skip('chromium is missing; npm run setup:tests installs it');
  const styled = Promise.withResolvers<void>();
  const app = express();
  app.get('/', (_request, response) => void response.type('html').send('<!doctype html><a href="/next">next</a>'));
  app.get('/next', (_request, response) => {
    response.type('html').send('<!doctype html><p style="width:9000px">.</p><link rel="stylesheet" href="/late.css">');
  });
  app.get('/late.css', (_request, response) => {
    void styled.promise.then(() => response.type('css').send('p { max-width: 10px }'));
  });
  const site = await serve(app);
  try {
    const page = await chromium.newPage();
    await page.goto(site.url);
    await page.click('a');
    const answer = isTooWide(page);
    setTimeout(styled.resolve, 300);
    assert.equal(await answer, false);
  } finally {
    await chromium.close();
    await site.close();
  }
});

test('what axe finds on a page is told with its rule, its element and why', async (t) => {
  const chromium = await openBrowser();
  if (!chromium) return t.skip('chromium is missing; npm run setup:tests installs it');
  try {
    const page = await chromium.newPage();
    await page.setContent(
      `<!doctype html><html lang="ky"><title>.</title><main><h1>.</h1><p style="color:#999;background:#fff">far too pale</p>
      <img src="data:,"></main>`,
    );
    const faults = await axeFaults(page);
    const rules = new Set(faults.map((fault) => fault.split(':')[0]));
    assert.deepEqual(rules, new Set(['color-contrast', 'image-alt']));
    assert.deepEqual(
      (await axeFaults(page, { colours: false })).map((fault) => fault.split(':')[0]),
      ['image-alt'],
    );
    assert.match(
      faults.join('\n'),
      /color-contrast: <p style="color:#999;background:#fff">.*insufficient color contrast of 2\.84/,
    );
  } finally {
    await chromium.close();
  }
});
