import type { CalendarDay } from '../time/calendar-day.ts';
import type { ComplaintKind, RespondentKind } from './complaint.ts';

/** What of a complaint is compared. `day` is when the breach was learned of; `words` are in small letters. */
export type ComparedComplaint = {
  kind: ComplaintKind;
  territory: string | null;
  precinct: string | null;
  respondentKind: RespondentKind;
  day: CalendarDay;
  words: ReadonlySet<string>;
};

/** What two complaints have in common, and how much it weighs for the suggestion. */
export const similarityWeights = {
  sameWords: 5,
  similarWords: 3,
  samePrecinct: 3,
  sameDay: 2,
  sameTerritory: 1,
  nearDay: 1,
  sameKind: 1,
  sameRespondentKind: 1,
} as const;
export type Similarity = keyof typeof similarityWeights;

const enough = 5;
const most = 5;
const fewWords = 5;

/**
 * The complaints most like the given one, the most alike first and at most five, each with what they have in common.
 * A suggestion for a person: it joins nothing. `other` kinds and `unknown` respondents have nothing in common, and
 * statements of fewer than five different words are not compared.
 */
export function similarComplaints<T extends ComparedComplaint>(
  own: ComparedComplaint,
  candidates: readonly T[],
): { complaint: T; reasons: readonly Similarity[] }[] {
  return candidates
    .map((complaint) => {
      const reasons = inCommon(own, complaint);
      return { complaint, reasons, weight: reasons.reduce((sum, reason) => sum + similarityWeights[reason], 0) };
    })
    .filter(({ weight }) => weight >= enough)
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, most)
    .map(({ complaint, reasons }) => ({ complaint, reasons }));
}

function inCommon(own: ComparedComplaint, other: ComparedComplaint): Similarity[] {
  const isTerritory = own.territory !== null && own.territory === other.territory;
  const isElsewhere = own.territory !== null && other.territory !== null && !isTerritory;
  const isPrecinct = own.precinct !== null && own.precinct === other.precinct && !isElsewhere;
  const days = Math.abs(Date.parse(own.day) - Date.parse(other.day)) / 86_400_000;
  const share = sharedWords(own.words, other.words);
  const found: readonly [Similarity, boolean][] = [
    ['samePrecinct', isPrecinct],
    ['sameTerritory', isTerritory && !isPrecinct],
    ['sameDay', days === 0],
    ['nearDay', days > 0 && days <= 2],
    ['sameKind', own.kind !== 'other' && own.kind === other.kind],
    ['sameRespondentKind', own.respondentKind !== 'unknown' && own.respondentKind === other.respondentKind],
    ['sameWords', share >= 0.8],
    ['similarWords', share >= 0.3 && share < 0.8],
  ];
  return found.filter(([, applies]) => applies).map(([similarity]) => similarity);
}

/** The share of words that stand in both among all words of both, from 0 to 1. */
function sharedWords(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size < fewWords || other.size < fewWords) return 0;
  const shared = one.intersection(other).size;
  return shared / (one.size + other.size - shared);
}
