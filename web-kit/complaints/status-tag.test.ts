import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaintStatuses, outcomes } from '../../domain/complaints/complaint.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { statusTag } from './status-tag.ts';

test('every status and every outcome has a tag with an icon and a word in the three languages', () => {
  for (const language of LANGUAGES) {
    const tags = [
      ...complaintStatuses.map((status) => statusTag(language, { status })),
      ...outcomes.map((outcome) => statusTag(language, { status: 'published', outcome })),
    ];
    assert.ok(tags.every(({ text, icon }) => text !== '' && icon !== undefined));
  }
});

test('once there is an outcome, it is shown in place of the status', () => {
  const published = statusTag('ru', { status: 'published', outcome: null });
  const granted = statusTag('ru', { status: 'published', outcome: 'granted' });
  assert.deepEqual([published.kind, granted.kind], ['closed', 'granted']);
  assert.notEqual(published.text, granted.text);
});
