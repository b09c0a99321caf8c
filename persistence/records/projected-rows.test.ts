import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecordState, Subject } from '../../domain/records/subject.ts';
import { complaintSubject } from '../../domain/complaints/complaint-subject.ts';
import { projectedRows } from './projected-rows.ts';

type State = RecordState & { holder: string | null; group: readonly string[] };

const subject = {
  ...complaintSubject,
  projections: {
    wide: ({ id, status, group }: State) => ({ id, status, working_group: group }),
    narrow: ({ id, holder }: State) => ({ id, holder }),
  },
} as unknown as Subject;

const state: State = {
  id: 'one',
  status: 'registered',
  commissionId: 'commission',
  electionId: 'election',
  pack: 'pack',
  terms: {},
  holder: null,
  group: ['first'],
};

test('a new record has all its rows whole', () => {
  assert.deepEqual(projectedRows(subject, undefined, state), [
    ['wide', { isNew: true, row: { id: 'one', status: 'registered', working_group: ['first'] } }],
    ['narrow', { isNew: true, row: { id: 'one', holder: null } }],
  ]);
});

test('of a record that changed only the changed columns of changed rows are written', () => {
  const held: State = { ...state, holder: 'lawyer', group: ['first'] };
  assert.deepEqual(projectedRows(subject, state, held), [
    ['narrow', { isNew: false, row: { id: 'one', holder: 'lawyer' } }],
  ]);
  const regrouped: State = { ...state, group: ['first', 'second'] };
  assert.deepEqual(projectedRows(subject, state, regrouped), [
    ['wide', { isNew: false, row: { id: 'one', working_group: ['first', 'second'] } }],
  ]);
  assert.deepEqual(projectedRows(subject, held, state), [
    ['narrow', { isNew: false, row: { id: 'one', holder: null } }],
  ]);
});
