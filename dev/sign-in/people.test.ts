import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSyntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { readPeople } from './read-people.ts';

test('the PIN of everybody in the demonstration is of no day, and begins with 1 for women and 2 for men', async () => {
  const ofWomen = /(вна|кызы)$/;
  const ofMen = /вич$| уулу( |$)/;
  for (const { name, pin } of await readPeople()) {
    assert.ok(isSyntheticPin(pin), pin);
    assert.ok(ofWomen.test(name) !== ofMen.test(name), `${name} has a patronymic`);
    assert.equal(pin[0], ofWomen.test(name) ? '1' : '2', `${name} ${pin}`);
  }
});
