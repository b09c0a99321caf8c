import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faultOfWithdrawal } from './withdrawal.ts';
import type { Actor } from './role.ts';

const actors: Record<string, Actor> = {
  proposer: { kind: 'person', personId: 'proposer', appointments: [] },
  another: { kind: 'person', personId: 'another', appointments: [] },
  system: { kind: 'system', name: 'sweeper' },
};

test('who proposed may withdraw; another only when the proposer can no longer appoint; the system never', () => {
  const rows: [string, boolean, string | undefined][] = [
    ['proposer', true, undefined],
    ['proposer', false, undefined],
    ['another', true, 'PROPOSAL_OF_ANOTHER'],
    ['another', false, undefined],
    ['system', false, 'NOT_ALLOWED'],
  ];
  for (const [name, mayProposerAppoint, fault] of rows) {
    const actor = actors[name] ?? assert.fail(name);
    assert.equal(faultOfWithdrawal(actor, { proposedBy: 'proposer', mayProposerAppoint }), fault, name);
  }
});
