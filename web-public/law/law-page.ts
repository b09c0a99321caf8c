import type { RequestHandler } from 'express';
import type { Language } from '../../domain/language.ts';
import { packDifferences } from '../../domain/law/editions/pack-differences.ts';
import { presentLaw } from '../../operations/law/find-pack.ts';
import { lawAsText, listPublicEditions } from '../../operations/law/read-law.ts';
import type { PublicEdition } from '../../operations/law/read-law.ts';
import { dayTime } from '../../wording/dates.ts';
import { groundInWords, differenceInWords } from '../../wording/law-values.ts';
import { say } from '../../wording/say.ts';
import { languageOf } from '../../web-kit/language.ts';
import { pagePath } from '../page-kit.ts';
import type { PageKit } from '../page-kit.ts';

/** Every confirmed change of the law: what, when, by which act, and in how many cases an end moved. */
export function lawPage(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const { pack, editions } = await listPublicEditions(kit.contextOf(response));
    const version = pack && say(language, 'law.pack', { id: pack.id, version: String(pack.version) });
    kit.show(
      request,
      response,
      'law/law.njk',
      { title: say(language, 'law-pack.public.title') },
      {
        terms: pagePath(language, '/law/terms'),
        packFile: pagePath(language, '/law/pack.yaml'),
        consistency: pagePath(language, '/law/consistency'),
        inForce: version === null ? '' : say(language, 'law-pack.public.in-force', { pack: version }),
        editions: editions.map((one) => editionModel(language, one)),
      },
    );
  };
}

/** The law in force whole, with article and certainty of each value, as the file that the product reads. */
export function lawPackFile(kit: PageKit): RequestHandler {
  return async (_request, response, next) => {
    const pack = await presentLaw(kit.contextOf(response));
    if (!pack) return next();
    response
      .set('Content-Disposition', `attachment; filename="${pack.id}-${pack.version}.yaml"`)
      .type('application/yaml; charset=utf-8')
      .send(lawAsText(pack));
  };
}

function editionModel(language: Language, { edition, before, after }: PublicEdition) {
  const { number, title, ground, confirmedAt, cases, movedCases, packHash } = edition;
  const acts = { ...before.acts, ...after.acts };
  return {
    id: number,
    heading: title[language],
    facts: [
      { key: say(language, 'law-pack.column.edition'), value: number },
      {
        key: say(language, 'law-pack.fact.confirmed'),
        value: confirmedAt === null ? '' : dayTime(language, confirmedAt),
      },
      {
        key: say(language, 'law-pack.fact.act'),
        value: groundInWords(language, ground),
      },
      { key: say(language, 'law-pack.fact.version'), value: String(edition.proposedVersion) },
    ],
    ground,
    changes: packDifferences(before, after).map((difference) => differenceInWords(language, difference, acts)),
    cases:
      cases === null
        ? say(language, 'law-pack.public.applying')
        : say(language, 'law-pack.public.moved', { moved: movedCases ?? 0, cases }),
    hash: packHash,
  };
}
