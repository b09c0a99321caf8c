import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { usualLimits } from '../../integrations/tunduk/client/client-configuration.ts';
import { readCertificates } from '../../integrations/tunduk/client/read-certificates.ts';
import { connectSecurityServer } from '../../integrations/tunduk/client/security-server.ts';
import { fetchVerificationConf } from '../../integrations/tunduk/client/verification-conf.ts';
import { trustDigest } from '../../integrations/tunduk/client/trust-file.ts';
import { classifyTransport } from '../../integrations/tunduk/errors/classify.ts';
import { TundukError } from '../../integrations/tunduk/errors/tunduk-error.ts';
import { comparePublishedTrust } from '../../operations/registries/compare-trust.ts';
import { noteOutage } from '../../operations/registries/note-outage.ts';
import { probeOutages } from '../../operations/registries/probe-outages.ts';
import { openDatabase } from '../../persistence/database.ts';
import { aDesk } from '../../test/support/desk.ts';
import type { TestDesk } from '../../test/support/desk.ts';
import { aProduct } from '../../test/support/product.ts';
import type { Product } from '../../test/support/product.ts';
import { aRegistryEvidence } from '../../test/support/registry-evidence.ts';
import { aStub } from '../../test/support/tunduk.ts';
import { hexGroups } from '../../wording/hex-groups.ts';

let product: Product;
let desk: TestDesk;
before(async () => {
  product = await aProduct();
  desk = await aDesk(product);
});
after(async () => {
  await desk.close();
  await product.close();
});

const hour = 3_600_000;

test('the page tells which registry is out since when, and the outage stays there after it ended, in three languages', async () => {
  const worker = product.as('shailoo_worker');
  const browser = await desk.signedIn(product.cec.clerk);
  const words = {
    ky: ['жооп бербей жатат', '2027-ж', 'азыр да жооп бербейт'],
    ru: ['не отвечает', '2027', 'не отвечает до сих пор'],
    en: ['is out', '2027', 'still out'],
  };
  assert.ok((await browser.get('/en/registries')).text.includes('No outages'));
  await noteOutage(worker, 'civilRecordByPin', 'opened');
  await noteOutage(worker, 'civilRecordByPin', 'opened');
  for (const language of LANGUAGES) {
    const { text } = await browser.get(`/${language}/registries`);
    for (const word of words[language]) assert.ok(text.includes(word), `${language}: ${word}`);
  }
  product.clock.pass(hour);
  await noteOutage(worker, 'civilRecordByPin', 'closed');
  const { text } = await browser.get('/en/registries');
  assert.ok(!text.includes('still out') && !text.includes('is out') && text.includes('answers'));
  const rows = await product.context.database.query<{ hours: number }>({
    text: `select extract(epoch from closed_at - opened_at)::float8 / 3600 as hours from registry_outage`,
  });
  assert.deepEqual(rows, [{ hours: 1 }], 'one outage, however often it was said');
  assert.equal((text.match(/<tr><th scope="row">Civil registry<\/th>/g) ?? []).length, 1);
});

test('an outage and its end are in the audit, and no role of a process can change or remove one', async () => {
  const actions = await product.context.database.query<{ action: string; code: string }>({
    text: `select action, code from audit where action in ('registry.openOutage', 'registry.closeOutage') order by id`,
  });
  assert.deepEqual(actions, [
    { action: 'registry.openOutage', code: 'civilRecordByPin' },
    { action: 'registry.closeOutage', code: 'civilRecordByPin' },
  ]);
  const owner = openDatabase(product.databaseUrl);
  try {
    for (const text of [
      `update registry_outage set closed_at = null`,
      `update registry_outage set closed_at = closed_at + interval '1 hour'`,
      `update registry_outage set registry = 'other'`,
      `delete from registry_outage`,
      `truncate registry_outage`,
    ])
      await assert.rejects(owner.query({ text }), { code: '23001' }, text);
  } finally {
    await owner.close();
  }
});

test('while a registry is out the page says what the last look at its security server found, in three languages', async () => {
  const worker = product.as('shailoo_worker');
  const browser = await desk.signedIn(product.cec.clerk);
  const look = async (probe: () => Promise<void>) => {
    const text = `update registry_outage set probe_at = clock_timestamp() where closed_at is null`;
    await product.context.database.query({ text });
    await probeOutages(worker, { probe });
  };
  const closed = () => Promise.reject(new TundukError({ failure: classifyTransport('not-sent') }));
  await noteOutage(worker, 'registeredAddressByPin', 'opened', { pauseMs: 0 });
  const words: Record<Language, [open: string, closed: string]> = {
    ky: ['Реестрдин коопсуздук сервери жооп берет', 'коопсуздук сервери менен да байланыш жок'],
    ru: ['Его сервер безопасности отвечает', 'Связи с сервером безопасности реестра тоже нет'],
    en: ['only a question will tell', 'cannot be reached either'],
  };
  for (const [at, probe] of [() => Promise.resolve(), closed].entries()) {
    await look(probe);
    for (const language of LANGUAGES) {
      const { text } = await browser.get(`/${language}/registries`);
      for (const [place, word] of words[language].entries())
        assert.equal(text.includes(word), place === at, `${language}: ${word}`);
    }
  }
  await noteOutage(worker, 'registeredAddressByPin', 'closed');
  assert.ok(!(await browser.get('/en/registries')).text.includes('security server'));
});

test('certificates that are published and not trusted are an alarm for all staff until they are accepted, in three languages', async () => {
  const stub = await aStub();
  const server = connectSecurityServer({ type: 'http', address: stub.httpAddress }, usualLimits);
  try {
    const worker = product.as('shailoo_worker');
    const source = { server, instance: 'central-server', environment: 'test' as const, totalMs: 10_000 };
    const browser = await desk.signedIn(product.cec.clerk);
    const page = async (language: Language) => (await browser.get(`/${language}/registries`)).text;
    assert.ok((await page('en')).includes('have not been compared yet'));
    const trusted = readCertificates(
      [stub.certificates.authority, stub.certificates.stranger].map(({ certificate }) => certificate).join('\n'),
    );
    const changes = await comparePublishedTrust(worker, { ...source, anchors: trusted });
    assert.deepEqual(
      changes.map(({ change, use }) => [change, use]),
      [
        ['added', 'ocsp'],
        ['added', 'time-stamps'],
        ['removed', null],
      ],
    );
    const alarm = {
      ky: ['дал келбейт', 'жарыяланган, ишеним жок', 'Убакыт белгилеринин кызматы', 'мындан ары жарыяланбайт'],
      ru: ['не совпадают', 'опубликован, доверия нет', 'Служба меток времени', 'больше не публикуется'],
      en: ['are not those that we trust', 'published, not trusted', 'Time-stamping service', 'no longer published'],
    };
    for (const language of LANGUAGES) {
      const text = await page(language);
      for (const word of [...alarm[language], 'CN=stranger', 'npm run tunduk:trust'])
        assert.ok(text.includes(word), `${language}: ${word}`);
      for (const { fingerprint } of changes) assert.ok(text.includes(hexGroups(fingerprint)));
    }
    await assert.rejects(comparePublishedTrust(worker, { ...source, anchors: trusted, instance: 'other' }), {
      code: 'tunduk-trust-other-instance',
    });
    assert.ok((await page('en')).includes('are not those that we trust'), 'a failed look changes nothing');
    const accepted = await fetchVerificationConf(source);
    await comparePublishedTrust(worker, { ...source, anchors: accepted.map(({ certificate }) => certificate) });
    const text = await page('en');
    assert.ok(text.includes('by the certificates that Tunduk publishes') && !text.includes('not those that we trust'));
  } finally {
    await server.close();
    await stub.close();
  }
});

test('containers that were checked again show both verdicts, each with the certificates it was made under, in three languages', async () => {
  const evidence = await aRegistryEvidence(product);
  try {
    const browser = await desk.signedIn(product.cec.clerk);
    assert.ok(!(await browser.get('/en/registries')).text.includes('Signed containers'));
    await evidence.ask();
    await evidence.collect(evidence.strange);
    const before = await browser.get('/en/registries');
    assert.ok(
      before.text.includes('Kept: 2. Passed the check: 0, did not pass: 2') && !before.text.includes('Checked again'),
    );
    await evidence.again(evidence.right);
    const words = {
      ky: ['Сакталганы: 2. Текшерүүдөн өткөнү: 2', 'өткөн жок', 'сертификаттардын чынжыры', 'реестрдин жообу'],
      ru: ['Хранится: 2. Проверку прошли: 2', 'не прошёл', 'цепочка сертификатов', 'ответ реестра'],
      en: ['Kept: 2. Passed the check: 2', 'did not pass', 'chain of certificates', 'the registry'],
    };
    const digests = [evidence.strange, evidence.right].map((anchors) => hexGroups(trustDigest(anchors)));
    for (const language of LANGUAGES) {
      const { text } = await browser.get(`/${language}/registries`);
      for (const word of [...words[language], ...digests, 'no-path'])
        assert.ok(text.includes(word), `${language}: ${word}`);
    }
  } finally {
    await evidence.close();
  }
});

test('staff of every commission see the page, and it holds nothing of a case', async () => {
  const { text, status } = await (await desk.signedIn(product.cec.lawyers[0])).get('/en/registries');
  assert.equal(status, 200);
  assert.ok(!/\/cases\//.test(text));
  assert.match(text, /not set/);
  assert.match(text, /href="\/en\/law"/);
});
