import { granted, refuse } from '../../refusals.ts';
import type { Outcome } from '../../refusals.ts';
import type { Confirmation, LawPack, OfficeHours, QuorumRule } from '../law-pack.ts';
import type { EditionChange } from './edition-change.ts';
import { changeMarked, markedValues } from './marked-values.ts';

/**
 * The next version of a pack: the changes one after the other, the version one higher. A value that is set is confirmed
 * anew or not at all: an old confirmation was of the old value. `confirmation` is what confirmed values then carry.
 * Refuses LAW_VALUE_UNKNOWN for what the pack does not have, LAW_DAY_TWICE for a day it has already, and
 * LAW_NOTHING_CHANGED. A pack written anew (`replacePack`) is not made here.
 */
export function applyChanges(
  pack: LawPack,
  changes: readonly EditionChange[],
  confirmation: Confirmation,
): Outcome<LawPack> {
  let changed = pack;
  for (const change of changes) {
    const outcome = applyChange(changed, change, confirmation);
    if (!outcome.ok) return outcome;
    changed = outcome.value;
  }
  if (JSON.stringify(changed) === JSON.stringify(pack)) return refuse('LAW_NOTHING_CHANGED');
  return granted(nextVersion(changed, pack));
}

/** The pack as the version after `before`, with a calendar version of its own. */
export function nextVersion(pack: LawPack, before: LawPack): LawPack {
  const version = before.version + 1;
  return { ...pack, id: before.id, version, calendarVersion: `${before.id}-${version}` };
}

type Apply<Kind extends EditionChange['kind']> = (
  pack: LawPack,
  change: Extract<EditionChange, { kind: Kind }>,
  confirmation: Confirmation,
) => Outcome<LawPack>;

const applies: { [Kind in EditionChange['kind']]: Apply<Kind> } = {
  addHoliday: (pack, { day, name }) => {
    const { holidays } = pack.officeHours;
    if (holidays.some((holiday) => holiday.day === day)) return refuse('LAW_DAY_TWICE');
    const added = [...holidays, { day, name }].toSorted((one, other) => (one.day < other.day ? -1 : 1));
    return withHours(pack, { holidays: added });
  },
  addWorkingDay: (pack, { day }) => {
    const { extraWorkingDays } = pack.officeHours;
    if (extraWorkingDays.includes(day)) return refuse('LAW_DAY_TWICE');
    return withHours(pack, { extraWorkingDays: [...extraWorkingDays, day].toSorted() });
  },
  removeDay: (pack, { day }) =>
    withHours(pack, {
      holidays: pack.officeHours.holidays.filter((holiday) => holiday.day !== day),
      extraWorkingDays: pack.officeHours.extraWorkingDays.filter((extra) => extra !== day),
    }),
  setRule: (pack, { rule: id, value }) => {
    const rule = pack.rules[id];
    if (!rule) return refuse('LAW_VALUE_UNKNOWN');
    return granted({ ...pack, rules: { ...pack.rules, [id]: { ...rule, ...value, confirmed: null } } });
  },
  setQuorum: (pack, { body: kind, quorum, certainty }) => {
    const body = pack.bodies[kind];
    const { article } = body.quorum;
    const marks = { article, certainty, confirmed: null };
    const rule: QuorumRule =
      quorum === 'majorityOfMembers' ? { kind: quorum, ...marks } : { kind: 'count', n: quorum, ...marks };
    return granted({ ...pack, bodies: { ...pack.bodies, [kind]: { ...body, quorum: rule } } });
  },
  setMajority: (pack, { body: kind, majority, certainty }) => {
    const body = pack.bodies[kind];
    const rule = { ...body.majority, kind: majority, certainty, confirmed: null };
    return granted({ ...pack, bodies: { ...pack.bodies, [kind]: { ...body, majority: rule } } });
  },
  moveVotingDay: (pack, { day }) => granted({ ...pack, votingDay: day }),
  setRegistryGround: (pack, { registry, ground, isConfirmed }, confirmation) => {
    const set = { ...ground, confirmed: isConfirmed ? confirmation : null };
    return granted({ ...pack, registries: { ...pack.registries, [registry]: set } });
  },
  confirm: (pack, { values }, confirmation) => {
    const known = new Set(markedValues(pack).map(({ address }) => address));
    if (values.length === 0 || !values.every((address) => known.has(address))) return refuse('LAW_VALUE_UNKNOWN');
    return granted(values.reduce((all, address) => changeMarked(all, address, { confirmed: confirmation }), pack));
  },
  replacePack: () => refuse('LAW_VALUE_UNKNOWN'),
};

function applyChange(pack: LawPack, change: EditionChange, confirmation: Confirmation): Outcome<LawPack> {
  const apply = applies[change.kind] as Apply<EditionChange['kind']>;
  return apply(pack, change as never, confirmation);
}

function withHours(pack: LawPack, change: Partial<OfficeHours>): Outcome<LawPack> {
  return granted({ ...pack, officeHours: { ...pack.officeHours, ...change } });
}
