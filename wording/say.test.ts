import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadMessages } from './load-messages.ts';
import { say, sayAll } from './say.ts';

test('says a sentence in each language', () => {
  assert.deepEqual(sayAll('law.term.calendarDays', { n: 3 }), {
    ky: '3 календардык күн',
    ru: '3 календарных дня',
    en: '3 calendar days',
  });
});

test('refuses an unknown key and a missing value', () => {
  const unknown = ['law', 'no-such-key'].join('.');
  assert.throws(() => say('ky', unknown), /no message law\.no-such-key/);
  assert.throws(() => say('ky', 'law.term.calendarDays'));
});

test('a bad message file is named with key and cause', () => {
  const folder = mkdtempSync(join(tmpdir(), 'messages-'));
  writeFileSync(join(folder, 'wrong.yaml'), "first: { ky: 'а', ru: 'б' }\n");
  assert.throws(() => loadMessages(folder), /wrong\.yaml: first > en/);
  writeFileSync(join(folder, 'wrong.yaml'), "a: { ky: 'а', ru: 'б', en: 'c' }\na: { ky: 'а', ru: 'б', en: 'c' }\n");
  assert.throws(() => loadMessages(folder), /wrong\.yaml: Map keys must be unique/);
  rmSync(folder, { recursive: true });
});

test('dates do not follow the zone of the process', () => {
  const script = `
    const { day, dayTime } = await import('${new URL('./dates.ts', import.meta.url).href}');
    console.log(['ky', 'ru', 'en'].map((language) => dayTime(language, '2027-01-10T18:30:00.000000Z') + day(language, '2027-01-24')).join());
  `;
  const outputs = ['UTC', 'America/New_York', 'Pacific/Kiritimati'].map((zone) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, TZ: zone },
      encoding: 'utf8',
    }),
  );
  assert.equal(new Set(outputs).size, 1);
  assert.match(outputs[0] ?? '', /2027-жылдын 11-январы, 00:30/);
});
