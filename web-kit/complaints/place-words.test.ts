import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeWords } from './place-words.ts';

test('a place is its territory and its precinct in words', () => {
  assert.equal(placeWords('ky', { territory: null, precinct: '1086' }), '№ 1086 шайлоо участогу');
  const both = placeWords('en', { territory: 'KG-GB', precinct: '1086' });
  assert.match(both, /^\w.*, precinct No\. 1086$/);
  assert.doesNotMatch(both, /KG-GB/);
});

test('a place outside the closed list is shown as it was given, and nothing given is nothing said', () => {
  assert.equal(placeWords('ru', { territory: 'Elsewhere', precinct: null }), 'Elsewhere');
  assert.equal(placeWords('ru', { territory: null, precinct: null }), '');
});
