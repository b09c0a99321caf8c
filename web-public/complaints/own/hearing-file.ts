import type { Response } from 'express';
import { printHearingEntry } from '../../../operations/complaints/print-hearing-entry.ts';
import { HttpProblem } from '../../../web-kit/http-problem.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import type { OwnVisit } from './own-route.ts';

/** A hearing for one's own calendar, as a file. */
export function sendHearing(kit: PageKit, response: Response, visit: OwnVisit, name: string): void {
  const language = languageOf(response);
  const url = kit.deps.publicUrl + pagePath(language, visit.path);
  const text = printHearingEntry(visit.opened, name.replace(/\.ics$/, ''), { language, url });
  if (text === undefined || !name.endsWith('.ics')) throw new HttpProblem(404);
  response
    .set('Content-Disposition', `attachment; filename="${visit.complaint.number}.ics"`)
    .type('text/calendar; charset=utf-8')
    .send(text);
}
