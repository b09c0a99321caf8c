import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aLawPack } from '../../test/builders/law-pack.ts';
import { addDays, dayOf, momentAt } from '../law/counting/calendar.ts';
import { deriveDeadline } from '../law/counting/derive-deadline.ts';
import { lawRule, requiredRuleIds } from '../law/law-pack.ts';
import type { LawPack } from '../law/law-pack.ts';
import { addMilliseconds, instant } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import { rederiveTerm } from './rederive-term.ts';
import type { TermAlteration, TermState } from './subject.ts';

const baseEvent = 'COMPLAINT_FILED';
const start = instant('2027-01-05T04:00:00Z');
const minute = 60_000;

/** A moment within the campaign, to the minute. */
const someMoment = fc.nat(30 * 24 * 60).map((minutes) => addMilliseconds(start, minutes * minute));

/** A law whose term to decide, holidays and voting day are anything. */
const someLaw = fc
  .record({
    n: fc.integer({ min: 1, max: 12 }),
    votingDay: fc.integer({ min: 0, max: 40 }).map((days) => addDays('2027-01-10', days)),
    holidays: fc.uniqueArray(fc.nat(40), { maxLength: 8 }),
  })
  .map(({ n, votingDay, holidays }) => {
    const pack = aLawPack({ votingDay });
    const rule = lawRule(pack, 'complaint_decide');
    const name = { ky: 'Майрам', ru: 'Праздник', en: 'Holiday' };
    return {
      ...pack,
      rules: { ...pack.rules, complaint_decide: { ...rule, term: { ...rule.term, n } } },
      officeHours: {
        ...pack.officeHours,
        holidays: holidays.map((days) => ({ day: addDays('2027-01-01', days), name })),
      },
    };
  });

function aTerm(pack: LawPack, base: Instant, alterations: readonly TermAlteration[] = []): TermState {
  const question = { pack, ruleId: 'complaint_decide', baseAt: base, baseEvent, votingDay: pack.votingDay };
  const { dueAt: due } = deriveDeadline(question);
  return { term: 'complaint_decide', rule: 'complaint_decide', base, due, state: 'running', alterations };
}

/** The term as the fold leaves it after a change of the law. */
function under(term: TermState, pack: LawPack, now: Instant): TermState {
  const { due } = rederiveTerm(term, { pack, baseEvent, now });
  if (due === term.due) return term;
  const alteration = {
    change: 'rederive',
    at: now,
    actor: 'system:sweeper',
    ground: 'lawChanged',
    from: term.due,
    to: due,
  };
  return { ...term, due, alterations: [...(term.alterations ?? []), alteration as TermAlteration] };
}

/** What was ordered for a term on the way, in the order of time: an extension to a day, a time it stood still. */
const someOrders = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 1, max: 40 }),
      days: fc.integer({ min: 1, max: 20 }),
      isExtension: fc.boolean(),
    }),
    {
      maxLength: 3,
    },
  )
  .map((orders) => {
    let at = start;
    return orders.flatMap(({ hours, days, isExtension }): TermAlteration[] => {
      at = addMilliseconds(at, hours * 60 * minute);
      const one = { actor: 'person:x', from: null };
      if (isExtension)
        return [{ ...one, change: 'extend', at, ground: 'commissionDecision', to: momentAt(addDays(dayOf(at), days)) }];
      const suspend: TermAlteration = { ...one, change: 'suspend', at, ground: 'expertOpinion', to: null };
      at = addMilliseconds(at, hours * 60 * minute);
      return [suspend, { ...one, change: 'resume', at, ground: 'expertOpinion', to: null }];
    });
  });

test('the order of holidays and of working days changes no end of any term', () => {
  fc.assert(
    fc.property(someLaw, someMoment, fc.constantFrom(...requiredRuleIds), (pack, baseAt, ruleId) => {
      const { holidays, extraWorkingDays } = pack.officeHours;
      const turned = {
        ...pack,
        officeHours: {
          ...pack.officeHours,
          holidays: holidays.toReversed(),
          extraWorkingDays: extraWorkingDays.toReversed(),
        },
      };
      const end = (law: LawPack) =>
        deriveDeadline({ pack: law, ruleId, baseAt, baseEvent, votingDay: law.votingDay }).dueAt;
      assert.equal(end(turned), end(pack));
    }),
  );
});

test('a term derived anew twice under the same law is derived once', () => {
  fc.assert(
    fc.property(someLaw, someLaw, someMoment, someOrders, fc.nat(72), (first, second, base, orders, hours) => {
      const now = addMilliseconds(base, hours * 60 * minute);
      const once = under(aTerm(first, base, orders), second, now);
      assert.deepEqual(under(once, second, now), once);
    }),
  );
});

test('one change of the law after another ends where the last one alone ends', () => {
  fc.assert(
    fc.property(someLaw, someLaw, someLaw, someMoment, someOrders, (first, second, third, base, orders) => {
      const term = aTerm(first, base, orders);
      assert.equal(under(under(term, second, base), third, base).due, under(term, third, base).due);
    }),
  );
});

test('without orders the end depends on base and law alone, whatever the term was before', () => {
  fc.assert(
    fc.property(someLaw, someLaw, someMoment, (first, second, base) => {
      assert.equal(under(aTerm(first, base), second, base).due, aTerm(second, base).due);
    }),
  );
});

test('an order to extend never gives an earlier end than the term without it', () => {
  fc.assert(
    fc.property(someLaw, someMoment, fc.integer({ min: -5, max: 20 }), (pack, base, days) => {
      const plain = aTerm(pack, base);
      const to = momentAt(addDays(dayOf(base), days));
      const order: TermAlteration = {
        change: 'extend',
        at: base,
        actor: 'person:x',
        ground: 'commissionDecision',
        from: plain.due,
        to,
      };
      const { due } = rederiveTerm({ ...plain, alterations: [order] }, { pack, baseEvent, now: base });
      assert.ok(due !== null && plain.due !== null && due >= plain.due && (due === plain.due || due === to));
    }),
  );
});

test('a term that the new law would have ended is never over at the moment of the change, and never later than before', () => {
  fc.assert(
    fc.property(someLaw, someLaw, someMoment, fc.nat(400), (first, second, base, hours) => {
      const term = aTerm(first, base);
      const now = addMilliseconds(base, hours * 60 * minute);
      fc.pre(term.due !== null && now < term.due);
      const { due, derived, isHeldBack } = rederiveTerm(term, { pack: second, baseEvent, now });
      assert.ok(due !== null && due > now);
      assert.equal(isHeldBack, derived.dueAt !== null && derived.dueAt <= now);
      if (isHeldBack) assert.ok(term.due !== null && due <= term.due);
    }),
  );
});

test('a suspended term keeps standing still, and its end follows the law', () => {
  const base = instant('2027-01-11T04:00:00Z');
  const suspend: TermAlteration = {
    change: 'suspend',
    at: instant('2027-01-12T04:00:00Z'),
    actor: 'person:x',
    ground: 'expertOpinion',
    from: null,
    to: null,
  };
  const term: TermState = { ...aTerm(aLawPack(), base, [suspend]), state: 'suspended' };
  const pack = aLawPack();
  const rule = lawRule(pack, 'complaint_decide');
  const longer = aLawPack({ rules: [{ ...rule, term: { ...rule.term, n: 5 } }] });
  const { due, isHeldBack } = rederiveTerm(term, { pack: longer, baseEvent, now: instant('2027-02-01T04:00:00Z') });
  assert.deepEqual([due, isHeldBack], ['2027-01-16T18:00:00.000000Z', false]);
});
