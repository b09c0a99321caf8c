import type { HiddenKind } from './hidden-kinds.ts';

/** A value that the detector found in a fragment: units from `start` up to, not including, `end`. */
export type FoundPlace = {
  start: number;
  end: number;
  kind: HiddenKind;
  /** `high`: surely such a value. `likely`: a person decides. */
  certainty: 'high' | 'likely';
};

/** Places in their order without overlap: what is sure goes before what is likely, what is longer before what is short. */
export function withoutOverlap(places: readonly FoundPlace[]): FoundPlace[] {
  const rank = ({ certainty }: FoundPlace): number => (certainty === 'high' ? 0 : 1);
  const best = places.toSorted(
    (one, other) =>
      rank(one) - rank(other) || other.end - other.start - (one.end - one.start) || one.start - other.start,
  );
  const taken: FoundPlace[] = [];
  for (const place of best) {
    const isSame = (one: FoundPlace): boolean =>
      one.kind === place.kind && place.certainty === 'likely' && one.start < place.end && one.end > place.start;
    if (!taken.some(isSame)) taken.push(...cutAway(place, taken));
  }
  return taken.toSorted((one, other) => one.start - other.start);
}

/** What is left of a place beside those already taken: nothing of which the detector is sure goes lost. */
function cutAway(place: FoundPlace, taken: readonly FoundPlace[]): FoundPlace[] {
  let rest = [place];
  for (const { start, end } of taken) {
    rest = rest.flatMap((one) =>
      one.end <= start || one.start >= end
        ? [one]
        : [
            { ...one, end: start },
            { ...one, start: end },
          ].filter((part) => part.end > part.start),
    );
  }
  return rest;
}
