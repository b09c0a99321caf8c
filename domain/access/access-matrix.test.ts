import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { roles } from '../people/role.ts';
import { subjects } from '../records/subjects.ts';
import { refusalStatuses } from '../refusals.ts';
import { accessMatrix } from './access-matrix.ts';
import type { AccessCell } from './access-matrix.ts';
import { printAccessMatrix } from './print-access-matrix.ts';

const cells = accessMatrix();
const done = (cell: AccessCell): boolean => 'to' in cell.answer;

test('the matrix is complete: every subject, act, status, role and relation, and each cell once', () => {
  const rows = Object.values(subjects).reduce(
    (sum, subject) => sum + Object.keys(subject.acts).length * (subject.statuses.length + 1),
    0,
  );
  assert.equal(cells.length, rows * (roles.length * 3 + 2));
  const keys = cells.map(({ subject, act, status, asker }) =>
    [subject, act, status, asker.role, asker.relation].join(' '),
  );
  assert.equal(new Set(keys).size, keys.length);
});

test('every refusal of the matrix is in the closed list, and every next status is one of the subject', () => {
  for (const { subject, answer } of cells) {
    if ('to' in answer) assert.ok(subjects[subject]?.statuses.includes(answer.to), `${subject} ${answer.to}`);
    else assert.ok(answer.refuse in refusalStatuses, answer.refuse);
  }
});

test('staff of another commission may do nothing to a record', () => {
  assert.deepEqual(
    cells.filter((cell) => cell.asker.relation === 'other' && done(cell)),
    [],
  );
});

test('a commission above changes appointments of one below, decides on what is attacked, and does nothing else', () => {
  const acts = cells.filter((cell) => cell.asker.relation === 'subordinate' && done(cell));
  assert.deepEqual(
    [...new Set(acts.map((cell) => cell.act))],
    [
      'recordAppeal',
      'recordAppealResult',
      'reopenComplaint',
      'changeForce',
      'proposeAppointment',
      'confirmAppointment',
      'withdrawAppointment',
      'endAppointment',
    ],
  );
});

test('the complainant files, adds, cures, contests and withdraws, and does nothing else', () => {
  const acts = cells.filter((cell) => cell.asker.role === 'complainant' && done(cell));
  assert.deepEqual(
    [...new Set(acts.map((cell) => cell.act))],
    [
      'fileComplaint',
      'cureDefects',
      'withdrawComplaint',
      'addEvidence',
      'changeContact',
      'releaseJoined',
      'recordAppeal',
    ],
  );
});

test('a member without another role votes, recuses, dissents, says when away and does nothing else', () => {
  const acts = cells.filter((cell) => cell.asker.role === 'member' && done(cell));
  assert.deepEqual([...new Set(acts.map((cell) => cell.act))].toSorted(), [
    'attachDissent',
    'castVote',
    'endAbsence',
    'recordAbsence',
    'recuseMember',
  ]);
});

test('the printed matrix is the one in docs/generated', () => {
  const file = new URL('../../docs/generated/access-matrix.md', import.meta.url);
  assert.equal(readFileSync(file, 'utf8'), printAccessMatrix(), 'run npm run generate');
});
