import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aDecisionText } from '../../test/builders/complaints.ts';
import { cleanWords } from './clean-words.ts';
import { currentPublicText, currentText, fragmentsOf } from './decision-text.ts';
import type { FirstText } from './decision-text.ts';
import { fillPlaceholders, openPlaceholders } from './placeholders.ts';

const first: FirstText = {
  language: 'ru',
  title: 'О жалобе',
  findings: ['Установлено.', 'Подтверждено.'],
  grounds: ['Статья 45.'],
  operative: ['Жалобу удовлетворить.'],
};

test('a text of the first version keeps every word in its order, a present one is left as it is', () => {
  const words = (text: FirstText): string[] => [text.title, ...text.findings, ...text.grounds, ...text.operative];
  assert.deepEqual(
    fragmentsOf(currentText(first)).flatMap(({ text }) => (text === '' ? [] : [text])),
    words(first),
  );
  const burned = currentPublicText(first);
  assert.deepEqual(burned.title, ['О жалобе']);
  assert.deepEqual(burned.dissents, []);
  const present = aDecisionText();
  assert.equal(currentText(present), present);
});

test('every fragment of a text has an address of its own', () => {
  const places = fragmentsOf(aDecisionText()).map(({ place }) => place);
  assert.equal(new Set(places).size, places.length);
  assert.ok(
    ['title', 'findings.0.evidence', 'articles.1', 'operative.1.addressee'].every((one) => places.includes(one)),
  );
});

test('words are kept composed, without signs that nobody sees, with digits of one kind', () => {
  assert.equal(cleanWords('Садык\u00adов \u200b2\u06602 \uff11'), 'Садыков 202 1');
  assert.equal(cleanWords('и\u0306'), 'й');
});

test('a placeholder is filled with what is known and stays open with what is not; a value is not filled again', () => {
  const filled = fillPlaceholders('{number} {complainant} {мотивы}', { number: 'K-1', complainant: '{number}' });
  assert.equal(filled, 'K-1 {number} {мотивы}');
  assert.deepEqual(openPlaceholders(['{a} {b}', '{a} { b }']), ['a', 'b']);
  assert.deepEqual(openPlaceholders(['{} {\n} текст']), []);
});
