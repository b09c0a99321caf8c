import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aLawRule } from '../test/builders/law-pack.ts';
import { valueInWords } from './law-values.ts';

test('the hour at which a term closes takes the Kyrgyz ending, one that still counts takes none', () => {
  const words = (language: 'ky' | 'ru', inclusiveHour: boolean) =>
    valueInWords(language, 'rules.complaint_decide', aLawRule({ closingHour: '18:30', inclusiveHour }));
  assert.match(words('ky', false), /акыркы күнү саат 18:30га чейин/);
  assert.match(words('ky', true), /акыркы күнү саат 18:30 кошо эсептелет/);
  assert.match(words('ru', false), /последний день до 18:30/);
});
