import type { RequestHandler } from 'express';
import type { Language } from '../../../domain/language.ts';
import { listComplaints } from '../../../operations/complaints/list-complaints.ts';
import { complaintPath } from '../../../operations/complaints/public-complaint.ts';
import type { PublicComplaint } from '../../../operations/complaints/public-complaint.ts';
import { dayTime, deadlineMoment } from '../../../wording/dates.ts';
import { say } from '../../../wording/say.ts';
import { placeWords } from '../../../web-kit/complaints/place-words.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { writeCsv } from '../../../web-kit/write-csv.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import { addressOf } from './register-model.ts';
import { readQuery } from './register-page.ts';

/** Rows of one file; what follows has its address in the header `Link`. */
const rowsAtOnce = 5_000;

/** A selection of the register as a table: the same filter, the same order. */
export function registerCsv(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const query = readQuery(request.query);
    const found = await listComplaints(kit.contextOf(response), query, rowsAtOnce);
    if (!found.ok) return kit.refuse(request, response, found.refusal);
    const page = found.value;
    const word = (key: string): string => say(language, `register.csv.${key}`);
    const head = [
      word('number'),
      say(language, 'register.filter-status'),
      say(language, 'register.filter-kind'),
      word('place'),
      word('commission'),
      word('received'),
      word('due'),
      word('decided'),
      say(language, 'register.filter-outcome'),
      say(language, 'register.filter-respondent'),
      word('decision'),
      word('title'),
      word('address'),
    ];
    if (page.next !== null) {
      const next = addressOf(pagePath(language, '/complaints.csv'), { ...query, after: page.next });
      response.set('Link', `<${next}>; rel="next"`);
    }
    response
      .set('Content-Disposition', `attachment; filename="${word('file')}.csv"`)
      .type('text/csv; charset=utf-8')
      .send(writeCsv([head, ...page.complaints.map((one) => rowOf(language, one, kit.deps.publicUrl))]));
  };
}

function rowOf(language: Language, complaint: PublicComplaint, publicUrl: string): string[] {
  const { number, status, kind, receivedAt, decideDueAt, decidedAt, outcome, respondentKind, commission } = complaint;
  return [
    number,
    say(language, `complaints.status.${status}`),
    say(language, `complaints.kind.${kind}`),
    placeWords(language, complaint),
    commission.name[language],
    dayTime(language, receivedAt),
    decideDueAt === null ? '' : deadlineMoment(language, decideDueAt),
    decidedAt === null ? '' : dayTime(language, decidedAt),
    outcome === null ? '' : say(language, `complaints.outcome.${outcome}`),
    respondentKind === null ? '' : say(language, `complaints.respondentKind.${respondentKind}`),
    complaint.decisionNumber ?? '',
    complaint.decisionTitle ?? '',
    publicUrl + pagePath(language, complaintPath(complaint)),
  ];
}
