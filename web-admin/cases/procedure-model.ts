import type { Language } from '../../domain/language.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import { say } from '../../wording/say.ts';
import { caseCopies } from './case-copies.ts';
import { caseAppeals, caseDecisions, caseJoined, otherPapers } from './case-relations.ts';
import { caseTerms } from './case-terms.ts';
import { caseDefects, caseGroup, caseHearings, caseRequests } from './case-work.ts';

/** What the page of a case shows of the procedure besides its main line, and the way to each part. */
export function procedureModel(language: Language, opened: OpenedCase) {
  const { appeals, attacked } = caseAppeals(language, opened);
  const parts = {
    terms: caseTerms(language, opened),
    defects: caseDefects(language, opened),
    requests: caseRequests(language, opened),
    hearings: caseHearings(language, opened),
    group: caseGroup(language, opened),
    together: caseJoined(language, opened),
    appeals,
    attacked,
    decisions: caseDecisions(language, opened),
    copies: caseCopies(language, opened),
    papers: otherPapers(language, opened),
  };
  const counts: readonly [string, number, boolean][] = [
    ['statement', 0, true],
    ['terms', parts.terms.length, true],
    ['defects', 0, parts.defects !== undefined],
    ['requests', parts.requests.length, parts.requests.length > 0],
    ['hearings', parts.hearings.length, parts.hearings.length > 0],
    ['joined', parts.together?.joined.length ?? 0, parts.together !== undefined],
    ['appeals', appeals.length, appeals.length > 0 || attacked !== undefined],
    ['copies', parts.copies?.served.length ?? 0, parts.copies !== undefined],
    ['papers', parts.papers.length, parts.papers.length > 0],
    ['documents', opened.details.documents.length, true],
    ['history', opened.events.length, true],
  ];
  return {
    ...parts,
    sections: counts
      .filter(([, , isThere]) => isThere)
      .map(([key, count]) => ({ href: `#${key}`, text: say(language, `case-page.section.${key}`), count })),
  };
}
