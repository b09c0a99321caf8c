import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sendOnce } from '../../test/support/send-once.ts';
import { axeFaults, htmlFaults, isTooWide, openBrowser } from '../../test/support/page-checks.ts';
import { freePort, isPortFree } from '../parts/free-port.ts';
import { chooseLanguage } from './choose-language.ts';
import { markup } from './markup.ts';

describe('mailbox and sign-in as processes', () => {
  let home: string;
  let port: number;
  let smtpPort: number;
  let parts: ChildProcess[];

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'shailoo-parts-'));
    port = await aFreeBlock();
    smtpPort = await freePort();
    const env = {
      ...process.env,
      SHAILOO_PORT: String(port),
      SHAILOO_HOME: home,
      SHAILOO_SMTP_PORT: String(smtpPort),
      ESI_CLIENT_SECRET: 'a-secret-of-this-test-only-0123456789',
      LOG_LEVEL: 'silent',
    };
    parts = ['../mailbox/mailbox.ts', '../sign-in/sign-in.ts'].map((entry) =>
      fork(new URL(entry, import.meta.url), { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
    );
    const told = await Promise.all(parts.map((part) => once(part, 'message')));
    assert.deepEqual(
      told.map(([message]) => message),
      [{ type: 'ready' }, { type: 'ready' }],
    );
  });
  after(async () => {
    for (const part of parts) part.kill('SIGKILL');
    await rm(home, { recursive: true });
  });

  test('their pages are clean in three languages, wide and narrow', async (context) => {
    const mail = {
      messageId: 'one@parts.example',
      to: { name: 'Үсөн', address: 'usen@example.kg' },
      subject: 'Даттануу',
      text: 'Катталды.',
      language: 'ky' as const,
      attachments: [{ fileName: 'тилкат.pdf', contentType: 'application/pdf', content: Buffer.alloc(10) }],
    };
    const from = { name: 'БШК', address: 'cec@commission.example' };
    await sendOnce({ url: `smtp://127.0.0.1:${smtpPort}`, from }, mail);
    const mailbox = `http://localhost:${port + 2}/`;
    const list = await (await fetch(mailbox)).text();
    const kept = /\/messages\/[0-9a-f]{32}/.exec(list)?.[0] ?? assert.fail('no mail');
    const redirect = encodeURIComponent(`http://localhost:${port + 1}/sign-in/callback`);
    const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    const asks = `http://localhost:${port + 5}/auth?client_id=shailoo&response_type=code&scope=openid&code_challenge_method=S256&code_challenge=${challenge}&redirect_uri=${redirect}&ui_locales=`;
    const browser = await openBrowser();
    if (browser === undefined) {
      assert.notEqual(process.env['CI'], 'true', 'Chromium is missing');
      return context.skip('Chromium is missing');
    }
    for (const width of [1280, 320]) {
      const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
      for (const language of ['ky', 'ru', 'en']) {
        for (const address of [
          `${mailbox}?lang=${language}`,
          `${mailbox.slice(0, -1)}${kept}?lang=${language}`,
          `${asks}${language}`,
        ]) {
          await page.goto(address);
          assert.equal(await page.getAttribute('html', 'lang'), language);
          assert.deepEqual(await axeFaults(page), [], address);
          assert.equal(await isTooWide(page), false, `${address} at ${width}`);
          assert.deepEqual(await htmlFaults(await page.content()), [], address);
        }
      }
    }
    await browser.close();
  });

  test('they end when their parent is gone', async () => {
    const ended = parts.map((part) => once(part, 'exit'));
    for (const part of parts) part.disconnect();
    assert.deepEqual(await Promise.all(ended), [
      [0, null],
      [0, null],
    ]);
  });
});

test('a page takes the asked language, then the first wish of the browser that we have, else Kyrgyz', () => {
  assert.equal(chooseLanguage('en', 'ru'), 'en');
  assert.equal(chooseLanguage('de', 'de-DE,en;q=0.5,ru;q=0.8'), 'ru');
  assert.equal(chooseLanguage(undefined, 'ru;q=0, en'), 'en');
  assert.equal(chooseLanguage(null, undefined), 'ky');
});

test('text in markup is escaped, markup is not', () => {
  assert.equal(
    markup`<p title="${`"'<&>`}">${markup`<b>${1}</b>`}${undefined}</p>`.html,
    '<p title="&quot;&#39;&lt;&amp;&gt;"><b>1</b></p>',
  );
});

async function aFreeBlock(): Promise<number> {
  const port = (await freePort()) % 50_000;
  const free = await Promise.all([port + 2, port + 5].map((one) => isPortFree(one)));
  return port > 1024 && free.every(Boolean) ? port : aFreeBlock();
}
