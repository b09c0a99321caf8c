import type { Language } from '../../domain/language.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { day } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { PdfDocument } from '../pdf-document.ts';

/** A letter of the commission about a case. All texts are in the language it is printed in. */
export type NoticeModel = {
  readonly number: string;
  readonly commission: string;
  readonly date: Instant;
  readonly to: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** What happens next, a sentence a step. */
  readonly next: readonly string[];
  readonly signature: string;
};

/** The notice as PDF/A-2a and PDF/UA-1; the same model gives the same bytes. */
export async function printNotice(model: NoticeModel, language: Language): Promise<Buffer> {
  const word = (key: string): string => say(language, `prints.notice.${key}`);
  const date = day(language, model.date);
  const pdf = new PdfDocument({
    title: `${word('head')} ${model.number}: ${model.title}`,
    language,
    createdAt: model.date,
    marks: {
      headLeft: model.commission,
      headRight: [word('head'), date],
      foot: `${word('case')} ${model.number}`,
      pageOf: (n, total) => say(language, 'prints.page', { n, total }),
    },
  });
  pdf.title(model.title, 'lawTitle');
  pdf.definitions([
    { term: word('case'), text: model.number, style: 'strong' },
    { term: word('date'), text: date },
    { term: word('to'), text: model.to },
  ]);
  for (const text of model.paragraphs) pdf.paragraph(text, 'law');
  if (model.next.length > 0) {
    pdf.heading(word('next'));
    pdf.numbered(model.next);
  }
  pdf.rule();
  pdf.paragraph(model.signature, 'law');
  return pdf.finish();
}
