import type { RequestHandler } from 'express';
import { outcomes } from '../../domain/complaints/complaint.ts';
import type { Language } from '../../domain/language.ts';
import { complaintPath } from '../../operations/complaints/public-complaint.ts';
import { fewCases, readConsistency } from '../../operations/decisions/read-consistency.ts';
import type { Consistency, ConsistencyGroup } from '../../operations/decisions/read-consistency.ts';
import { dayTime } from '../../wording/dates.ts';
import { duration } from '../../wording/durations.ts';
import { number } from '../../wording/figures.ts';
import { articleWithAct } from '../../wording/law-references.ts';
import { say } from '../../wording/say.ts';
import { languageOf } from '../../web-kit/language.ts';
import { pagePath } from '../page-kit.ts';
import type { PageKit } from '../page-kit.ts';

const hour = 3_600_000;

/** The same breach and the same article: outcomes, measures and times of published decisions, each with its cases. */
export function consistencyPage(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const consistency = await readConsistency(kit.contextOf(response));
    kit.show(
      request,
      response,
      'law/consistency.njk',
      {
        title: say(language, 'consistency.title'),
        crumbs: [{ text: say(language, 'law-pack.public.title'), href: pagePath(language, '/law') }],
      },
      consistencyModel(language, consistency),
    );
  };
}

function consistencyModel(language: Language, { at, groups, withoutArticle, pack, commissions }: Consistency) {
  const ownerOf = ownersOf(language, groups ?? [], commissions);
  return {
    lead: say(language, 'consistency.lead', { moment: dayTime(language, at) }),
    isTooSlow: groups === null,
    groups: (groups ?? []).map((group) => groupModel(language, group, { pack, ownerOf })),
    without:
      withoutArticle === null || withoutArticle === 0
        ? ''
        : say(language, 'consistency.without', { n: number(language, withoutArticle) }),
    json: '/api/v1/consistency',
  };
}

type NamedCase = ConsistencyGroup['cases'][number];

/**
 * Each commission gives its own numbers. Where one stands on the page for cases of several commissions, the name of the case's
 * commission; empty for a number that is one case.
 */
function ownersOf(
  language: Language,
  groups: readonly ConsistencyGroup[],
  commissions: Consistency['commissions'],
): (one: NamedCase) => string {
  const givenBy = new Map<string, Set<string>>();
  for (const { number: caseNumber, commission } of groups.flatMap(({ cases }) => cases))
    givenBy.set(caseNumber, (givenBy.get(caseNumber) ?? new Set()).add(commission));
  return (one) =>
    (givenBy.get(one.number)?.size ?? 0) < 2
      ? ''
      : (commissions.find(({ key }) => key === one.commission)?.name[language] ?? one.commission);
}

type OfPage = { pack: Consistency['pack']; ownerOf: (one: NamedCase) => string };

function groupModel(language: Language, group: ConsistencyGroup, { pack, ownerOf }: OfPage) {
  const { kind, act, article, n, late, medianHours } = group;
  const counted = (name: string, count: number): string =>
    say(language, 'consistency.counted', { name, n: number(language, count) });
  const register = pagePath(language, '/complaints');
  return {
    breach: say(language, `complaints.kind.${kind}`),
    article: articleWithAct(language, pack ?? { acts: {} }, { act, article, part: null }),
    n: number(language, n),
    isFew: n < fewCases,
    outcomes: outcomes
      .filter((outcome) => group.outcomes[outcome] > 0)
      .map((outcome) => ({
        text: counted(say(language, `complaints.outcome.${outcome}`), group.outcomes[outcome]),
        href: `${register}?kind=${kind}&outcome=${outcome}`,
      })),
    measures: group.measures.map(({ measure, n: count }) =>
      counted(say(language, `decision-text.kind.${measure}`), count),
    ),
    median: duration(language, medianHours * hour),
    late: number(language, late),
    cases: group.cases.map((one) => ({
      text: one.number,
      commission: ownerOf(one),
      href: pagePath(language, complaintPath({ number: one.number, commission: { key: one.commission } })),
    })),
  };
}
