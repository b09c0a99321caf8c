import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareValues, capitalAddresses, gluedEndings, mixedWords, smallAddresses } from './message-checks.ts';

test('finds a Latin letter inside a Cyrillic word', () => {
  assert.deepEqual(mixedWords('кoмиссия жана AЭУ'), ['кoмиссия', 'AЭУ']);
  assert.deepEqual(mixedWords('файл PDF, {n, plural, one {# день} other {# дня}}'), []);
});

test('finds an ending glued to a value, with a hyphen and without', () => {
  assert.deepEqual(gluedEndings('{name}га, {time}-гө, {n}-го числа, {date}дан, {n}-си'), [
    '}га',
    '}дан',
    '}-гө',
    '}-го',
    '}-си',
  ]);
});

test('leaves ordinals and months alone', () => {
  assert.deepEqual(
    gluedEndings('{year}-жылдын {day}-{month}, {article}-берененин {part}-бөлүгү, {n}-күн, {n}-й день'),
    [],
  );
});

test('finds a value that stands bare before a word that asks for an ending', () => {
  assert.deepEqual(bareValues('{moment} тартып, {size} чейин'), ['} тартып', '} чейин']);
  assert.deepEqual(bareValues('{date} бүттү, {name} боюнча, {n} күндөн кийин'), []);
});

test('finds who is addressed with a small letter, and no ending that looks like it', () => {
  assert.deepEqual(smallAddresses('Муну сиз сурабасаңыз, сизге кат келбейт'), ['сиз', 'сизге']);
  assert.deepEqual(smallAddresses('Сиз ансыз, мөөнөтсүз, милициясыз Сизге'), []);
});

test('finds who is addressed with a capital letter in Russian, and no beginning of a sentence', () => {
  assert.deepEqual(capitalAddresses('Если Вы не согласны, Ваша жалоба: у Вас, Вам, Вами'), [
    'Вы',
    'Ваша',
    'Вас',
    'Вам',
    'Вами',
  ]);
  assert.deepEqual(
    capitalAddresses('Вы вошли. Ваш голос! «Вас» (Вам) вы, у вас.\nВам видно {n, plural, other {Ваши}}'),
    ['Вам'],
  );
  assert.deepEqual(capitalAddresses('Вашингтон, Васильев, Вамбери'), []);
});
