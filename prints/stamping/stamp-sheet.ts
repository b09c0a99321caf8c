import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { dayTimeExact } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { hashGroups } from '../hash-groups.ts';
import { PdfDocument } from '../pdf-document.ts';
import type { StampingFailure } from './stamping-job.ts';

/** What a sheet says of a file of which no stamped copy could be made. */
export type StampSheetModel = {
  readonly number: string;
  readonly commission: string;
  readonly receivedAt: Instant;
  readonly name: string;
  readonly sha256: string;
  readonly reason: StampingFailure;
};

/** The sheet that stands for a file in a print: its name, SHA-256, case, time of receipt (Asia/Bishkek) and why. */
export async function printStampSheet(model: StampSheetModel, language: Language): Promise<Buffer> {
  const title = say(language, 'case-print.sheet');
  const pdf = new PdfDocument({
    title: `${title} ${model.number}`,
    language,
    createdAt: model.receivedAt,
    marks: {
      headLeft: model.commission,
      headRight: [model.number],
      foot: model.number,
      pageOf: (n, total) => say(language, 'prints.page', { n, total }),
    },
  });
  const moment = dayTimeExact(language, model.receivedAt);
  pdf.title(title);
  pdf.paragraph(say(language, 'case-print.sheet.note'));
  pdf.definitions([
    { term: say(language, 'prints.receipt.number'), text: model.number, style: 'big' },
    { term: say(language, 'prints.receipt.file-name'), text: model.name, style: 'strong' },
    { term: say(language, 'prints.receipt.file-hash'), text: hashGroups(model.sha256) },
    {
      term: say(language, 'prints.receipt.received'),
      text: say(language, 'prints.receipt.received-value', { moment }),
    },
    {
      term: say(language, 'case-print.sheet.reason'),
      text: say(language, `case-print.sheet.reason.${model.reason}`),
    },
  ]);
  return pdf.finish();
}
