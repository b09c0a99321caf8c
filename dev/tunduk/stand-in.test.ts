import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Agent, request } from 'undici';
import { axeFaults, htmlFaults, isTooWide, openBrowser } from '../../test/support/page-checks.ts';
import { goodSoapProvider, startProvider } from '../../test/support/tunduk-providers.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { consumerRules } from '../../integrations/tunduk/conformance/consumer-rules.ts';
import { providerRules } from '../../integrations/tunduk/conformance/provider-rules.ts';
import { hasMessage, sayAll } from '../../wording/say.ts';
import { freePort } from '../parts/free-port.ts';
import { readStubConfiguration } from '../../integrations/tunduk/stub/stub-configuration.ts';
import { newStubState } from '../../integrations/tunduk/stub/stub-state.ts';
import { testCertificates } from '../../integrations/tunduk/stub/test-authority.ts';
import { standInPage } from './stand-in-page.ts';
import { codesToPlant } from './faults-to-plant.ts';
import { faultRule } from '../../integrations/tunduk/stub/fault-rule.ts';

const pin = '13102198000101';
const path = '/r1/central-server/GOV/70000050/sanaripaymak-service/address-fact';
const client = { 'x-road-client': 'central-server/GOV/70000099/candidate-checks', 'x-road-issue': '2026-<b>17</b>' };
let home: string;
let child: ChildProcess;
let [http, https, control] = ['', '', ''];
let said = '';

before(async () => {
  home = mkdtempSync(join(tmpdir(), 'shailoo-tunduk-'));
  const ports = await Promise.all([freePort(), freePort(), freePort()]);
  http = `http://localhost:${ports[0]}`;
  https = `https://localhost:${ports[1]}`;
  control = `http://localhost:${ports[2]}`;
  const args = ['--language', 'en', '--home', home, '--http', ports[0], '--https', ports[1], '--control', ports[2]].map(
    String,
  );
  child = spawn(process.execPath, [new URL('./run-stub.ts', import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout?.setEncoding('utf8');
  for await (const piece of child.stdout ?? []) {
    said += String(piece);
    if (said.includes('ready in')) break;
  }
});
after(() => {
  child.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

const ask = () => fetch(`${http}${path}/${pin}`, { headers: client });
const form = (what: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${control}/page/${what}?lang=en`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
    headers,
  });

test('the command says where everything is, and leaves the test certificates in files', () => {
  assert.match(said, new RegExp(`security server +${http}`));
  assert.match(readFileSync(join(home, 'certificates', 'authority.pem'), 'utf8'), /BEGIN CERTIFICATE/);
});

test('of the certificates in the files the client’s is let in, the stranger’s is not', async () => {
  const file = (name: string) => readFileSync(join(home, 'certificates', name));
  const ask = async (name: string) => {
    const connect = { ca: file('authority.pem'), cert: file(`${name}.pem`), key: file(`${name}-key.pem`) };
    const dispatcher = new Agent({ connect });
    const headers = { ...client, 'x-road-client': 'central-server/GOV/70000099/voter-list' };
    const answer = await request(`${https}${path}/${pin}`, { headers, dispatcher });
    await answer.body.dump();
    await dispatcher.close();
    return answer.headers['x-road-error'];
  };
  assert.equal(await ask('client'), undefined);
  assert.equal(await ask('stranger'), 'Server.ClientProxy.SslAuthenticationFailed');
});

test('the page is clean in three languages, wide and narrow, with calls and failures on it', async (context) => {
  await ask();
  await form('plant', { contract: 'sanarip.addressFact', fault: 'code:Server.ServerProxy.AccessDenied', count: '3' });
  await ask();
  const browser = await openBrowser();
  if (browser === undefined) {
    assert.notEqual(process.env['CI'], 'true', 'Chromium is missing');
    return context.skip('Chromium is missing');
  }
  for (const width of [1280, 320]) {
    const page = await (await browser.newContext({ viewport: { width, height: 800 } })).newPage();
    for (const language of LANGUAGES) {
      await page.goto(`${control}/?lang=${language}`);
      await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
      assert.equal(await page.getAttribute('html', 'lang'), language);
      assert.deepEqual(await axeFaults(page), [], language);
      assert.equal(await isTooWide(page), false, `${language} at ${width}`);
      assert.deepEqual(
        await htmlFaults((await page.content()).replaceAll('<details open="">', '<details>')),
        [],
        language,
      );
    }
  }
  await browser.close();
  await form('reset', {});
});

test('every switch of the page does what it says', async () => {
  const status = async () => (await ask()).status;
  assert.equal((await form('plant', { contract: '*', fault: 'status:503', count: '' })).status, 303);
  assert.equal(await status(), 503);
  const [, id = ''] = /name="id" value="(\d+)"/.exec(await (await fetch(control)).text()) ?? [];
  await form('take-back', { id });
  assert.equal(await status(), 200);
  await form('mode', { mode: 'tokenLocked' });
  assert.equal(await status(), 500);
  assert.match(await (await fetch(`${control}/?lang=en`)).text(), /<option value="tokenLocked" selected/);
  await form('reset', {});
  assert.equal(await status(), 200);
});

test('a failure of the configuration is on the page too, without a switch', async () => {
  const file = join(home, 'faulty.yaml');
  const shipped = readFileSync(new URL('../../integrations/tunduk/stub/tunduk-stub.yaml', import.meta.url), 'utf8');
  writeFileSync(file, `${shipped}    faults: [{ kind: broken, how: halfBody }]\n`);
  const configuration = await readStubConfiguration(file);
  const state = newStubState(configuration, file, await testCertificates(home));
  const { body } = standInPage('en', state, { http: '', https: '' });
  assert.match(body.html, /<strong>halfBody<\/strong>[\s\S]*from the configuration/);
  assert.doesNotMatch(body.html, /No failure is switched on/);
});

test('a form of another site changes nothing', async () => {
  assert.equal(
    (await form('plant', { contract: '*', fault: 'status:503', count: '' }, { origin: 'https://elsewhere.example' }))
      .status,
    403,
  );
  assert.equal((await ask()).status, 200);
});

test('what a caller sends is text on the page, masked, and its curl can be used', async () => {
  await ask();
  const page = await (await fetch(`${control}/?lang=en`)).text();
  assert.match(page, /2026-&lt;b&gt;17/);
  assert.match(page, /‹pin›/);
  assert.match(page, new RegExp(`curl -s -i[\\s\\S]*address-fact/${pin}`));
});

test('every failure that the page offers can be planted', () => {
  for (const code of codesToPlant) assert.ok(faultRule.safeParse({ kind: 'code', code }).success, code);
});

test('every rule of the kit has its sentence and its cure in three languages', () => {
  for (const number of [...providerRules, ...consumerRules].map((rule) => rule.number).concat('P24')) {
    for (const kind of ['rule', 'cure']) {
      assert.ok(hasMessage(`tunduk-conformance.${kind}.${number}`), `${kind}.${number}`);
      assert.equal(new Set(Object.values(sayAll(`tunduk-conformance.${kind}.${number}`))).size, 3);
    }
  }
});

test('the kit tries a provider and writes what it found for people and for programs', async () => {
  const provider = await startProvider(goodSoapProvider, {
    after: (answer) => ({ ...answer, body: answer.body.toString().replace(/<issue .*?<\/issue>/, '') }),
  });
  const files = { json: join(home, 'r.json'), junit: join(home, 'r.xml'), html: join(home, 'r.html') };
  const args = [
    'provider',
    '--contract',
    'infocom.zags.dataByPin',
    '--endpoint',
    provider.url,
    '--language',
    'ru',
    ...Object.entries(files).flatMap(([name, file]) => [`--${name}`, file]),
  ];
  const kit = spawn(process.execPath, [new URL('./run-conformance.ts', import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  kit.stdout.setEncoding('utf8').on('data', (piece: string) => (told += piece));
  const [exit] = await once(kit, 'exit');
  await provider.close();
  assert.equal(exit, 1);
  assert.match(told, /✖ P05 Все поля заголовка запроса повторяются/);
  assert.match(told, /issue is missing/);
  const report = JSON.parse(readFileSync(files.json, 'utf8')) as {
    counts: { broken: number };
    findings: { number: string; verdict: string }[];
  };
  assert.deepEqual(
    report.findings.filter(({ verdict }) => verdict === 'broken').map(({ number }) => number),
    ['P05'],
  );
  assert.match(readFileSync(files.junit, 'utf8'), /failures="1"[\s\S]*<failure message="issue is missing">/);
  assert.deepEqual(await htmlFaults(readFileSync(files.html, 'utf8')), []);
  assert.doesNotMatch(`${told}${readFileSync(files.json, 'utf8')}${readFileSync(files.html, 'utf8')}`, new RegExp(pin));
});

test('the kit lets a program of any kind be tried as a consumer', async () => {
  const listen = String(await freePort());
  const call = `curl -s -f -o /dev/null -H 'X-Road-Client: ${client['x-road-client']}' -H "X-Road-Id: $(cat /proc/sys/kernel/random/uuid)" -H 'X-Road-Issue: 2026-17' "$TUNDUK_URL${path}/${pin}"`;
  const args = ['consumer', '--contract', 'sanarip.addressFact', '--listen', listen, '--run', call, '--patience', '1'];
  const kit = spawn(process.execPath, [new URL('./run-conformance.ts', import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  kit.stdout.setEncoding('utf8').on('data', (piece: string) => (told += piece));
  await once(kit, 'exit');
  assert.deepEqual(
    [...told.matchAll(/^✖ (C\d+)/gm)].map(([, number]) => number),
    ['C07', 'C14'],
  );
});

test('the command and its page speak the language of the locale, and --language is stronger', async () => {
  const cases: [locale: Record<string, string>, args: string[], ready: RegExp, page: string][] = [
    [{ LANG: 'ky_KG.UTF-8' }, [], /мс ичинде даяр/, 'ky'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'ru_RU.UTF-8' }, [], /готов через/, 'ru'],
    [{ LANG: 'ru_RU.UTF-8' }, ['--language', 'en'], /ready in/, 'en'],
    [{ LANG: 'C.UTF-8' }, [], /ready in/, 'en'],
  ];
  for (const [locale, more, ready, language] of cases) {
    const ports = await Promise.all([freePort(), freePort(), freePort()]);
    const args = ['--home', home, '--http', ports[0], '--https', ports[1], '--control', ports[2], ...more].map(String);
    const { LC_ALL: _all, LC_MESSAGES: _messages, ...env } = process.env;
    const one = spawn(process.execPath, [new URL('./run-stub.ts', import.meta.url).pathname, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...env, ...locale },
    });
    try {
      let told = '';
      for await (const piece of one.stdout.setEncoding('utf8')) {
        told += String(piece);
        if (told.includes('Ctrl-C')) break;
      }
      assert.match(told, ready);
      assert.match(
        await (await fetch(`http://localhost:${String(ports[2])}/`)).text(),
        new RegExp(`<html lang="${language}"`),
      );
    } finally {
      one.kill('SIGKILL');
    }
  }
});

test('a wrong call of the kit is explained in the language of the locale', async () => {
  const kit = spawn(process.execPath, [new URL('./run-conformance.ts', import.meta.url).pathname, 'provider'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'ky_KG.UTF-8' },
  });
  let told = '';
  kit.stderr.setEncoding('utf8').on('data', (piece: string) => (told += piece));
  await once(kit, 'exit');
  assert.match(told, /провайдерди \(реестриңизди\) текшерүү/);
});

test('a wrong call of a command says how it is called', async () => {
  const kit = spawn(process.execPath, [new URL('./run-conformance.ts', import.meta.url).pathname, 'provider'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let told = '';
  kit.stderr.setEncoding('utf8').on('data', (piece: string) => (told += piece));
  const [exit] = await once(kit, 'exit');
  assert.deepEqual([exit, told.includes('--endpoint URL')], [2, true]);
});
