import { parseComplaintNumber } from '../../domain/complaints/complaint-number.ts';
import { findCase } from '../../operations/complaints/find-case.ts';
import { searchCases } from '../../operations/complaints/search-cases.ts';
import type { FoundCases } from '../../operations/complaints/search-cases.ts';
import type { Language } from '../../domain/language.ts';
import { statusTag } from '../../web-kit/complaints/status-tag.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { deskPlaceWords, kindInWords } from './case-words.ts';
import { foundPage } from './find-page.ts';

const longest = 200;

/**
 * The search of the desk. A number leads to its case; anything else is looked for. The desk's own forms send what was
 * typed in the body, so that a name stands in no address; `?q=` is understood too.
 */
export async function searchPage(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, form, query } = visit;
  const given = form['q'] ?? query['q'];
  const written = typeof given === 'string' ? given.trim().slice(0, longest) : '';
  if (parseComplaintNumber(written)) {
    const found = await findCase(context, actor, { written });
    if (found.ok) return foundPage(visit, written, found.value);
  }
  const outcome = written === '' ? undefined : await searchCases(context, actor, { written });
  return {
    kind: 'page',
    view: 'cases/search.njk',
    title: say(language, 'case-search.title'),
    model: {
      action: `/${language}/search`,
      field: {
        name: 'q',
        type: 'search',
        label: say(language, 'case-search.label'),
        hint: say(language, 'case-search.hint'),
        value: written,
        autocomplete: 'off',
      },
      ...(outcome?.ok === true ? { found: foundModel(language, outcome.value) } : {}),
    },
    ...(outcome?.ok === false ? { refusal: outcome.refusal } : {}),
  };
}

function foundModel(language: Language, { rows, hasMore }: FoundCases): object {
  return {
    summary: say(language, hasMore ? 'case-search.more' : 'case-search.count', { n: rows.length }),
    rows: rows.map((row) => ({
      number: row.number,
      href: `/${language}/cases/${row.id}`,
      subject: kindInWords(language, row.kind),
      name: row.complainantName === '' ? say(language, 'desk.detail.missing') : row.complainantName,
      place: deskPlaceWords(language, row),
      commission: commissionName(language, {
        nameKy: row.commissionKy,
        nameRu: row.commissionRu,
        nameEn: row.commissionEn,
      }),
      received: dayTimeShort(language, row.receivedAt),
      datetime: row.receivedAt,
      status: statusTag(language, { status: row.status }),
    })),
  };
}
