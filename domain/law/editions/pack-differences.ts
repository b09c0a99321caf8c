import { askableRegistries } from '../../complaints/asked-registry.ts';
import type { AskableRegistry } from '../../complaints/asked-registry.ts';
import type { CalendarDay } from '../../time/calendar-day.ts';
import type { LawPack, Marked, RegistryGround } from '../law-pack.ts';
import { markedValues } from './marked-values.ts';

/** How the commission's calendar treats a day beyond its weekday. */
export type SpecialDay = 'holiday' | 'workingDay';

/** One place where two versions of a pack differ; null is *not there*. */
export type PackDifference =
  | { kind: 'votingDay'; before: CalendarDay; after: CalendarDay }
  | { kind: 'value'; address: string; before: Marked | null; after: Marked | null }
  | { kind: 'day'; day: CalendarDay; before: SpecialDay | null; after: SpecialDay | null }
  | { kind: 'registryGround'; registry: AskableRegistry; before: RegistryGround | null; after: RegistryGround | null }
  | { kind: 'other'; part: OtherPart };

const otherParts = [
  'title',
  'electionKind',
  'acts',
  'scaling',
  'counting',
  'officeHours',
  'alarms',
  'draftCheck',
] as const;
type OtherPart = (typeof otherParts)[number];

/** Everything in which a version of a pack differs from the one before it, versions, names and order of days aside. */
export function packDifferences(before: LawPack, after: LawPack): PackDifference[] {
  const { votingDay } = before;
  return [
    ...(votingDay === after.votingDay
      ? []
      : [{ kind: 'votingDay' as const, before: votingDay, after: after.votingDay }]),
    ...valueDifferences(before, after),
    ...dayDifferences(before, after),
    ...groundDifferences(before, after),
    ...otherParts
      .filter((part) => !isSame(partOf(before, part), partOf(after, part)))
      .map((part) => ({ kind: 'other' as const, part })),
  ];
}

function valueDifferences(before: LawPack, after: LawPack): PackDifference[] {
  const [old, next] = [before, after].map(
    (pack) => new Map(markedValues(pack).map(({ address, value }) => [address, value])),
  );
  const addresses = new Set([...(old?.keys() ?? []), ...(next?.keys() ?? [])]);
  return [...addresses].flatMap((address) => {
    const [was, is] = [old?.get(address) ?? null, next?.get(address) ?? null];
    return isSame(was, is) ? [] : [{ kind: 'value' as const, address, before: was, after: is }];
  });
}

function dayDifferences(before: LawPack, after: LawPack): PackDifference[] {
  const [old, next] = [specialDays(before), specialDays(after)];
  return [...new Set([...old.keys(), ...next.keys()])].toSorted().flatMap((day) => {
    const [was, is] = [old.get(day) ?? null, next.get(day) ?? null];
    return was === is ? [] : [{ kind: 'day' as const, day, before: was, after: is }];
  });
}

function groundDifferences(before: LawPack, after: LawPack): PackDifference[] {
  return askableRegistries.flatMap((registry) => {
    const [was, is] = [before.registries?.[registry] ?? null, after.registries?.[registry] ?? null];
    return isSame(was, is) ? [] : [{ kind: 'registryGround' as const, registry, before: was, after: is }];
  });
}

function specialDays({ officeHours }: LawPack): Map<CalendarDay, SpecialDay> {
  return new Map([
    ...officeHours.holidays.map(({ day }) => [day, 'holiday'] as const),
    ...officeHours.extraWorkingDays.map((day) => [day, 'workingDay'] as const),
  ]);
}

function partOf(pack: LawPack, part: OtherPart): unknown {
  if (part === 'draftCheck') return pack.decisions.draftCheck;
  if (part !== 'officeHours') return pack[part];
  const { weekdays, intervals, certainty } = pack.officeHours;
  return { weekdays, intervals, certainty };
}

/** Equal as data, whatever the order of keys. */
function isSame(one: unknown, other: unknown): boolean {
  return sorted(one) === sorted(other);
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  );
}
