import type { RequestHandler } from 'express';
import type { Language } from '../../../domain/language.ts';
import { listComplaints } from '../../../operations/complaints/list-complaints.ts';
import { complaintPath } from '../../../operations/complaints/public-complaint.ts';
import type { PublicComplaint } from '../../../operations/complaints/public-complaint.ts';
import { number } from '../../../wording/figures.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { addressOf } from './register-model.ts';
import { readQuery } from './register-page.ts';

const entriesAtOnce = 50;

/** A selection of the register as an Atom feed (RFC 4287): its first fifty in the order asked, as the feed itself says. */
export function registerAtom(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const { publicUrl } = kit.deps;
    const query = { ...readQuery(request.query), after: undefined };
    const page = await listComplaints(kit.contextOf(response), query, entriesAtOnce);
    if (!page.ok) return kit.refuse(request, response, page.refusal);
    const { complaints, now } = page.value;
    const address = (path: string): string => publicUrl + addressOf(pagePath(language, path), query);
    const updated = complaints.map(lastChange).toSorted().at(-1) ?? now;
    const lines = [
      '<?xml version="1.0" encoding="utf-8"?>',
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">`,
      `<id>${escaped(address('/complaints.atom'))}</id>`,
      `<title>${escaped(say(language, 'register.atom.title'))}</title>`,
      `<subtitle>${escaped(say(language, `register.atom.holds.${query.order}`, { n: number(language, entriesAtOnce) }))}</subtitle>`,
      `<author><name>${escaped(say(language, 'portal.commission'))}</name></author>`,
      `<updated>${updated}</updated>`,
      `<link rel="self" type="application/atom+xml" href="${escaped(address('/complaints.atom'))}"/>`,
      `<link rel="alternate" type="text/html" href="${escaped(address('/complaints'))}"/>`,
      ...complaints.map((complaint) => entryOf(language, complaint, publicUrl)),
      '</feed>',
    ];
    response.type('application/atom+xml; charset=utf-8').send(`${lines.join('\n')}\n`);
  };
}

function entryOf(language: Language, complaint: PublicComplaint, publicUrl: string): string {
  const { status, kind, receivedAt, decisionTitle } = complaint;
  const page = escaped(publicUrl + pagePath(language, complaintPath(complaint)));
  const subject = decisionTitle ?? say(language, `complaints.kind.${kind}`);
  return [
    `<entry><id>${page}</id>`,
    `<title>${escaped(`${complaint.number} · ${subject}`)}</title>`,
    `<published>${receivedAt}</published><updated>${lastChange(complaint)}</updated>`,
    `<link rel="alternate" type="text/html" href="${page}"/>`,
    `<summary>${escaped(say(language, `complaints.status.${status}`))}</summary></entry>`,
  ].join('');
}

/** The newest of the dates that everybody may know. */
function lastChange(complaint: PublicComplaint): string {
  const { receivedAt, registeredAt, admittedAt, decidedAt, publishedAt } = complaint;
  return (
    [receivedAt, registeredAt, admittedAt, decidedAt, publishedAt]
      .filter((at) => at !== null)
      .toSorted()
      .at(-1) ?? receivedAt
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
