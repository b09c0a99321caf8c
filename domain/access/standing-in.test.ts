import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anActContext, cec } from '../../test/builders/records.ts';
import type { Actor, Appointment } from '../people/role.ts';
import { actsInStead, standsInFor } from './standing-in.ts';

const who = (...appointments: Partial<Appointment>[]): Actor => ({
  kind: 'person',
  personId: 'deputy',
  appointments: appointments.map((one) => ({ role: 'clerk', commissionId: 'cec', ...one })),
});
const clerks = { own: ['clerk'] } as const;

test('an act is done for the absent only where nothing but the appointment as deputy permits it', () => {
  const cases: [string, Actor, string | null][] = [
    ['a deputy only', who({ deputyFor: 'absent' }), 'absent'],
    ['in their own right', who({}), null],
    ['both, whatever stands first', who({ deputyFor: 'absent' }, {}), null],
    ['a deputy in a role that the rule does not name', who({ deputyFor: 'absent', role: 'lawyer' }, {}), null],
    ['in their own right elsewhere', who({ deputyFor: 'absent' }, { commissionId: 'tec' }), 'absent'],
    ['the system', { kind: 'system', name: 'sweeper' }, null],
  ];
  for (const [what, actor, expected] of cases) assert.equal(actsInStead(actor, clerks, cec), expected, what);
});

test('nobody stands in for nobody, and the system for no one', () => {
  assert.equal(standsInFor(who({ deputyFor: null }), null, 'clerk', 'cec'), false);
  assert.equal(standsInFor(anActContext({ kind: 'complainant' }).actor, 'absent', 'clerk', 'cec'), false);
  assert.equal(standsInFor(who({ deputyFor: 'absent' }), 'absent', 'clerk', 'cec'), true);
});
