import { listPublicTexts } from '../../operations/decisions/list-public-texts.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';

/** Signed decisions that wait for their public text or for the second reader. */
export async function publicTextsPage(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const outcome = await listPublicTexts(context, actor, { commission: place.commission });
  if (!outcome.ok) return refused(outcome);
  const rows = outcome.value.map((row) => ({
    number: row.number ?? '',
    title: row.title,
    language: row.language,
    complaint: { text: row.complaintNumber, href: `/${language}/cases/${row.complaintId}` },
    signed: row.signedAt === null ? '' : dayTimeShort(language, row.signedAt),
    waits: say(language, `decisions.waits.${row.status}`),
    href:
      row.status === 'signed'
        ? `/${language}/decisions/${row.decisionId}/propose-public-text`
        : `/${language}/decisions/${row.decisionId}/approve-public-text`,
  }));
  return {
    kind: 'page',
    view: 'decisions/public-texts.njk',
    title: say(language, 'desk.nav.public-texts'),
    model: { rows },
  };
}
