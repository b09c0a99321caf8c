import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Language } from '../domain/language.ts';
import { dynamicKeyPrefixes } from './dynamic-keys.ts';
import { loadMessages } from './load-messages.ts';
import {
  argumentsOf,
  bareValues,
  capitalAddresses,
  gluedEndings,
  mixedWords,
  smallAddresses,
} from './message-checks.ts';

const root = join(import.meta.dirname, '..');
const messages = loadMessages();
const sources = globSync('**/*.{ts,njk}', {
  cwd: root,
  exclude: (name) => /^(node_modules|\.git|\.shailoo|docs|coverage)$/.test(name),
}).filter((path) => !path.endsWith('.test.ts'));
const texts = sources.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

test('every message can be read in the three languages', () => {
  for (const [key, message] of messages) {
    for (const language of LANGUAGES) {
      assert.doesNotThrow(() => parse(message[language], language), `${key} ${language}`);
    }
  }
});

test('a message takes the same values in the three languages', () => {
  for (const [key, message] of messages) {
    const [ky, ru, en] = LANGUAGES.map((language) => argumentsOf(parse(message[language], language)));
    assert.deepEqual(ru, ky, `${key}: ru takes other values than ky`);
    assert.deepEqual(en, ky, `${key}: en takes other values than ky`);
  }
});

test('moments are written with pinned formats only, never with a skeleton in the zone of the process', () => {
  for (const [key, message] of messages) {
    for (const text of Object.values(message)) assert.doesNotMatch(text, /,\s*(date|time)\s*,\s*::/, key);
  }
});

test('a Cyrillic word holds no Latin look-alike and no letter of another alphabet', () => {
  for (const [key, message] of messages) {
    for (const language of ['ky', 'ru'] as const) {
      assert.deepEqual(mixedWords(message[language]), [], `${key} ${language}`);
      assert.doesNotMatch(message[language], /[ѳӊѲӉәғқұһӘҒҚҰҺ]/, `${key} ${language}`);
    }
    assert.doesNotMatch(message.ru, /[өүңӨҮҢ]/, `${key} ru holds a Kyrgyz letter`);
  }
});

test('no ending is glued to a value', () => {
  for (const [key, message] of messages) {
    for (const language of ['ky', 'ru'] as const) {
      assert.deepEqual(gluedEndings(message[language]), [], `${key} ${language}`);
    }
  }
});

test('no value stands bare before a Kyrgyz word that asks for an ending, but for days and hours that come with it', () => {
  const withEnding = /^(?:dates\.(?:untilDay|untilDayShort|untilDeadline|fromDay)|law-pack\.to-hour)$/;
  for (const [key, message] of messages) {
    if (!withEnding.test(key)) assert.deepEqual(bareValues(message.ky), [], key);
  }
});

test('Kyrgyz addresses the reader with a capital letter', () => {
  for (const [key, message] of messages) assert.deepEqual(smallAddresses(message.ky), [], key);
});

test('Russian addresses the reader with a small letter, a capital one only begins a sentence', () => {
  for (const [key, message] of messages) assert.deepEqual(capitalAddresses(message.ru), [], key);
});

test('Kyrgyz has one word for the system, the pack of the law, who complains, the media, a hash and a random number', () => {
  const other =
    /тутум|мыйзам пакет|ченемдер топтом|даттануучу|даттануунун ээси|массалык маалымат|хэш|манжа из|кошумча сан(?!\p{L})|кол тамга/iu;
  for (const [key, message] of messages) assert.doesNotMatch(message.ky, other, key);
  for (const path of globSync(['wording/open-data.yaml', 'wording/decision-templates/*.yaml'], { cwd: root }))
    assert.doesNotMatch(readFileSync(join(root, path), 'utf8'), other, path);
});

test('every key asked for by name exists', () => {
  const missing = texts.flatMap(({ path, text }) =>
    keysAskedFor(text)
      .filter((key) => !messages.has(key))
      .map((key) => `${path}: ${key}`),
  );
  assert.deepEqual(missing, []);
});

test('every message is used: by name, by a key built in place, or under a declared prefix', () => {
  const literals = new Set(
    texts.flatMap(({ text }) => [...text.matchAll(/['"`]([\w-]+(?:\.[\w-]+)+)['"`]/g)].map((match) => match[1])),
  );
  const patterns = texts.flatMap(({ text }) => patternsBuilt(text));
  const isUsed = (key: string) =>
    literals.has(key) ||
    dynamicKeyPrefixes.some((prefix) => key.startsWith(prefix)) ||
    patterns.some((pattern) => pattern.test(key));
  assert.deepEqual(
    [...messages.keys()].filter((key) => !isUsed(key)),
    [],
  );
});

test('every declared prefix has messages', () => {
  for (const prefix of dynamicKeyPrefixes) {
    assert.ok(
      [...messages.keys()].some((key) => key.startsWith(prefix)),
      `no message under ${prefix}`,
    );
  }
});

function keysAskedFor(text: string): string[] {
  const calls = /\b(?:say|sayAll|hasMessage)\(\s*(?:[\w.]+\s*,\s*)?(['"])([\w-]+(?:\.[\w-]+)+)\1/g;
  return [...text.matchAll(calls)].map((match) => match[2] ?? '').filter((key) => key !== '');
}

/** Keys made in place: `law.rule.${id}`, `dates.${frame}.days`, or 'tag.kind.' ~ kind in a template. */
function patternsBuilt(text: string): RegExp[] {
  const templates = [...text.matchAll(/`([\w-]+\.(?:[\w.-]|\$\{[^{}`]*\})*)`/g)].map((match) => match[1] ?? '');
  const parts = templates.filter((made) => made.includes('${')).map((made) => made.split(/\$\{[^{}]*\}/));
  const joined = [...text.matchAll(/['"]((?:[\w-]+\.)+)['"]\s*[~+]/g)].map(
    (match) => `${escape(match[1] ?? '')}[\\w.-]+`,
  );
  return [...parts.map((fixed) => fixed.map(escape).join('[\\w-]+')), ...joined].map(
    (source) => new RegExp(`^${source}$`),
  );
}

function escape(text: string): string {
  return text.replaceAll('.', '\\.');
}

function parse(text: string, language: Language) {
  return new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst();
}
