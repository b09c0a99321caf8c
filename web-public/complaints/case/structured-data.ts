import type { Language } from '../../../domain/language.ts';
import type { ComplaintPage } from '../../../operations/complaints/read-complaint.ts';

/** Where the page is, in its own words. */
export type StructuredPage = { address: string; name: string; pdf: string };

/**
 * The page of a case as JSON-LD in the words of schema.org: a `WebPage` about a case, and once a decision is published that
 * decision as `Legislation` (a legal document). Nothing stands here that the page does not show, and nothing is made up to
 * fill a field. `<` is written as an escape, so that no text ends the element; a browser runs nothing of this type.
 */
export function structuredData(language: Language, page: ComplaintPage, at: StructuredPage): string {
  const { complaint, events, publication, facts } = page;
  const publisher = { '@type': 'GovernmentOrganization', name: complaint.commission.name[language] };
  const force = facts.decisions.find(({ number }) => number === publication?.number)?.force;
  const decision = publication && {
    '@type': 'Legislation',
    '@id': `${at.address}#decision`,
    legislationIdentifier: publication.number,
    name: publication.title,
    inLanguage: publication.language,
    ...(complaint.decidedAt === null ? {} : { legislationDate: complaint.decidedAt }),
    datePublished: publication.publishedAt,
    legislationPassedBy: publisher,
    legislationLegalForce: force === 'annulled' || force === 'suspended' ? 'NotInForce' : 'InForce',
    encoding: { '@type': 'MediaObject', encodingFormat: 'application/pdf', contentUrl: at.pdf },
  };
  const data = {
    '@context': 'https://schema.org',
    '@type': 'WebPage',
    '@id': at.address,
    url: at.address,
    name: at.name,
    identifier: complaint.number,
    inLanguage: language,
    datePublished: complaint.receivedAt,
    dateModified: events.at(-1)?.legalAt ?? complaint.receivedAt,
    publisher,
    ...(decision ? { mainEntity: decision } : {}),
  };
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
