import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { SMTPServer } from 'smtp-server';
import type { Mailbox } from '../../dev/mailbox/start-mailbox.ts';
import { startMailbox } from '../../dev/mailbox/start-mailbox.ts';
import { sendOnce } from '../../test/support/send-once.ts';
import type { IntegrationError } from '../integration-error.ts';
import { parseMailAddress } from './mail-address.ts';
import type { Mail } from './mail.ts';
import { openMailer } from './mailer.ts';

const from = { name: 'БШК: Өзгөчө кабар', address: 'shailoo@commission.example' };
let folder: string;
let mailbox: Mailbox;
let pages: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shailoo-mail-'));
  mailbox = await startMailbox({ folder, host: '127.0.0.1', smtpPort: 0, pagePort: 0 });
  pages = `http://127.0.0.1:${mailbox.pagePort}`;
});
after(async () => {
  await mailbox.close();
  await rm(folder, { recursive: true });
});

let mails = 0;
function aMail(traits: Partial<Mail> = {}): Mail {
  mails += 1;
  return {
    messageId: `notice-${mails}.filed@shailoo.example`,
    to: { name: 'Өмүрбек уулу Үсөн', address: 'usen@example.kg' },
    subject: `Даттануу K-2027-00000${mails} катталды`,
    text: 'Сиздин даттанууңуз катталды.\nЧечим: 2027-жылдын 14-январы, 24:00.',
    language: 'ky',
    ...traits,
  };
}

function send(mail: Mail, url = `smtp://127.0.0.1:${mailbox.smtpPort}`, timeoutMs = 5000): Promise<void> {
  return sendOnce({ url, from, timeoutMs }, mail);
}

async function page(path: string, language = 'ky'): Promise<string> {
  const answer = await fetch(`${pages}${path}`, { headers: { 'accept-language': language } });
  return answer.text();
}

async function pathOf(subject: string): Promise<string> {
  const list = await page('/');
  const line = list.split('\n').find((text) => text.includes(subject)) ?? '';
  return /href="(\/messages\/[0-9a-f]{32})/.exec(line)?.[1] ?? assert.fail(`${subject} is not in the list`);
}

test('a Kyrgyz mail arrives with its subject, names and text whole', async () => {
  const mail = aMail();
  await send(mail);
  const shown = await page(await pathOf(mail.subject));
  for (const words of [mail.subject, mail.text, from.name, 'Өмүрбек уулу Үсөн', 'usen@example.kg']) {
    assert.ok(shown.includes(words), words);
  }
});

test('an attachment with a Kyrgyz name can be downloaded, byte for byte', async () => {
  const content = Buffer.from([0, 255, 1, 254, 13, 10, 13, 13, 10, 46, 13, 10]);
  const attachment = { fileName: 'Тилкат № 1 (көчүрмө).pdf', contentType: 'application/pdf', content };
  const mail = aMail({ attachments: [attachment] });
  await send(mail);
  const path = await pathOf(mail.subject);
  assert.ok((await page(path)).includes('Тилкат № 1 (көчүрмө).pdf'));
  const answer = await fetch(`${pages}${path}/files/0`);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), content);
  assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; filename\*=UTF-8''%D0%A2%D0%B8/);
  assert.match(answer.headers.get('content-security-policy') ?? '', /sandbox/);
});

test('a mail sent twice under one Message-ID is shown once', async () => {
  const mail = aMail();
  await send(mail);
  await send(mail);
  assert.equal((await page('/')).split(mail.subject).length - 1, 1);
});

test('mails sent at once all arrive', async () => {
  const sent = Array.from({ length: 20 }, () => aMail());
  await Promise.all(sent.map((mail) => send(mail)));
  const list = await page('/');
  assert.deepEqual(
    sent.filter((mail) => !list.includes(mail.subject)),
    [],
  );
});

/** A server that counts its connections and keeps what subjects arrived; `cut` ends the connections that are open. */
async function aCountingServer() {
  const sockets = new Set<Socket>();
  const seen = { connections: 0, subjects: new Array<string>() };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onData: (stream, _session, done) =>
      void text(stream).then((mail) => {
        seen.subjects.push(/^Subject: (.*)$/m.exec(mail)?.[1] ?? '');
        done();
      }),
  });
  server.server.on('connection', (socket: Socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    seen,
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    cut: async () => {
      const closed = [...sockets].map((socket) => once(socket, 'close'));
      for (const socket of sockets) socket.end();
      await Promise.all(closed);
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

test('mails that follow each other share four connections', async () => {
  const server = await aCountingServer();
  const mailer = openMailer({ url: server.url });
  const subjects = Array.from({ length: 40 }, (_, n) => `Mail ${String(n)}`);
  await Promise.all(subjects.map((subject) => mailer.send(from, aMail({ subject }))));
  assert.deepEqual(server.seen.subjects.toSorted(), subjects.toSorted());
  assert.equal(server.seen.connections, 4);
  mailer.close();
  await server.close();
});

test('a connection that the server ended at rest is replaced, and no mail is lost or sent twice', async () => {
  const server = await aCountingServer();
  const mailer = openMailer({ url: server.url });
  for (const subject of ['first', 'second', 'third']) {
    await mailer.send(from, aMail({ subject }));
    await server.cut();
  }
  assert.deepEqual(server.seen.subjects, ['first', 'second', 'third']);
  assert.equal(server.seen.connections, 3);
  mailer.close();
  await assert.rejects(mailer.send(from, aMail()), withCode('mail-server-unavailable'));
  await server.close();
});

test('a recipient that is not exactly one address is refused', async () => {
  const addresses = [
    'a@example.kg\r\nBcc: evil@example.kg',
    'a@example.kg, evil@example.kg',
    'a@example.kg;evil@example.kg',
    'Name <a@example.kg>',
    '"quoted"@example.kg',
    'a(comment)@example.kg',
    'a@b@example.kg',
    'a@example',
    'a@-example.kg',
    '.a@example.kg',
    'a..b@example.kg',
    'a@exam ple.kg',
    '@example.kg',
    'a@',
    '',
    `${'a'.repeat(65)}@example.kg`,
  ];
  for (const address of addresses) {
    await assert.rejects(send(aMail({ to: { address } })), withCode('mail-recipient-invalid'), address);
  }
});

test('an address with a Cyrillic domain is understood', () => {
  assert.equal(parseMailAddress('usen@почта.бел'), 'usen@xn--80a1acny.xn--90ais');
  assert.equal(parseMailAddress('Usen.O+k@Example.KG'), 'Usen.O+k@example.kg');
});

test('a header cannot be smuggled in', async () => {
  const bad = 'x\r\nBcc: evil@example.kg';
  const content = Buffer.alloc(1);
  const faults: Partial<Mail>[] = [
    { subject: bad },
    { subject: 'x\u2028y' },
    { to: { name: bad, address: 'a@example.kg' } },
    { messageId: `a@b>\r\nBcc: evil@example.kg` },
    { messageId: 'without-domain' },
    { attachments: [{ fileName: bad, contentType: 'text/plain', content }] },
    { attachments: [{ fileName: 'x', contentType: 'text/plain\r\nBcc: evil@example.kg', content }] },
  ];
  for (const fault of faults) {
    await assert.rejects(send(aMail(fault)), withCode('mail-header-invalid'));
  }
});

test('a server that is not there is unavailable and worth a retry', async () => {
  await assert.rejects(send(aMail(), 'smtp://127.0.0.1:9'), { code: 'mail-server-unavailable', retryable: true });
});

test('a server that says nothing is given up in time', async () => {
  const silent = createServer((socket) => socket.resume()).listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const { port } = silent.address() as AddressInfo;
  await assert.rejects(send(aMail(), `smtp://127.0.0.1:${port}`, 200), withCode('mail-server-timeout'));
  await new Promise((resolve) => silent.close(resolve));
});

for (const [answer, code, retryable] of [
  [450, 'mail-deferred', true],
  [550, 'mail-refused', false],
] as const) {
  test(`an answer ${answer} of the server is ${code}, and no address is in the failure`, async () => {
    const refusing = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _session, done) =>
        done(Object.assign(new Error(`no ${address} here`), { responseCode: answer })),
    });
    await new Promise<void>((resolve) => refusing.listen(0, '127.0.0.1', resolve));
    const { port } = refusing.server.address() as AddressInfo;
    const sending = send(aMail(), `smtp://127.0.0.1:${port}`);
    await assert.rejects(sending, { code, retryable });
    await assert.rejects(sending, (error: Error) => !inspect(error).includes('usen@example.kg'));
    await new Promise<void>((resolve) => refusing.close(resolve));
  });
}

test('the mailbox page is in three languages and loads nothing foreign', async () => {
  assert.match(await page('/', 'ru-RU,ru;q=0.9,en;q=0.8'), /<html lang="ru">[\s\S]*Учебная почта/);
  assert.match(await page('/?lang=en', 'ru'), /<html lang="en">[\s\S]*Training mail/);
  assert.match(await page('/', 'de'), /<html lang="ky">[\s\S]*Окуу почтасы/);
  const answer = await fetch(`${pages}/`);
  assert.match(answer.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'self'/);
});

test('markup in a mail is shown as text', async () => {
  const mail = aMail({ subject: '<script>alert(1)</script>', text: '<img src=x onerror=alert(1)> & "quotes"' });
  await send(mail);
  const list = await page('/');
  assert.ok(!list.includes('<script>') && list.includes('&lt;script&gt;'));
  const shown = await page(await pathOf('&lt;script&gt;alert(1)'));
  assert.ok(shown.includes('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;quotes&quot;'));
});

test('the mailbox only reads, and knows what it does not have', async () => {
  assert.equal((await fetch(`${pages}/`, { method: 'POST' })).status, 405);
  for (const path of ['/messages/00000000000000000000000000000000', '/messages/..%2f..%2fpackage.json', '/x']) {
    assert.equal((await fetch(`${pages}${path}`)).status, 404, path);
  }
});

function withCode(code: string): (error: IntegrationError) => boolean {
  return (error) => {
    assert.equal(error.code, code);
    return true;
  };
}
