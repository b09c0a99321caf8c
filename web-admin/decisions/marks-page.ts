import type { Refusal } from '../../domain/refusals.ts';
import { burnIn } from '../../domain/decisions/redaction/marks.ts';
import type { Mark, WholeDissent } from '../../domain/decisions/redaction/marks.ts';
import { refuse } from '../../domain/refusals.ts';
import { hashOfText } from '../../operations/decisions/decision-text.ts';
import { proposeMarks } from '../../operations/decisions/propose-marks.ts';
import type { ProposedMarks } from '../../operations/decisions/propose-marks.ts';
import { proposePublicText } from '../../operations/decisions/propose-public-text.ts';
import { decisionView, viewPieces } from '../../web-kit/decisions/decision-view.ts';
import { redactionSummary } from '../../wording/decision-lines.ts';
import { say } from '../../wording/say.ts';
import { readForm } from '../read-form.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { decisionCrumbs, decisionFacts } from './decision-page.ts';
import { markRowsModel, marksFormSchema, rowsFromForm, wordsFields } from './marks-form.ts';
import type { MarkRow } from './marks-form.ts';

/** What the detector proposes to hide, what was marked last, and how everybody will see the text. */
export async function proposePublicTextPage(visit: StaffVisit): Promise<Answer> {
  const outcome = await proposeMarks(visit.context, visit.actor, { decisionId: visit.params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const { proposed, last, read } = outcome.value;
  const refusal = read.answers.proposePublicText;
  if (refusal?.code === 'NOT_ALLOWED') return refused({ ok: false, refusal });
  const rows = (last ?? proposed).map((mark): MarkRow => ({ ...mark, isOn: true }));
  return marksPage(visit, outcome.value, last === undefined ? rows : [...rows, ...notIn(proposed, last)]);
}

/** What the detector proposes and the last marks do not cover: shown, and not ticked. */
function notIn(proposed: readonly Mark[], last: readonly Mark[]): MarkRow[] {
  return proposed
    .filter((mark) => !last.some((one) => one.place === mark.place && one.start < mark.end && mark.start < one.end))
    .map((mark) => ({ ...mark, isOn: false }));
}

function marksPage(
  visit: StaffVisit,
  about: ProposedMarks,
  rows: readonly MarkRow[],
  said: { unknown?: readonly string[]; refusal?: Refusal['refusal'] } = {},
): Answer {
  const { language } = visit;
  const { read, text, fragments } = about;
  const title = say(language, 'desk.act.proposePublicText');
  const path = `/${language}/decisions/${read.decision.id}`;
  const burned = burnIn(text, dissentsOf(read), marksOf(rows));
  const shown = burned.ok ? burned.value : undefined;
  return {
    kind: 'page',
    view: 'decisions/propose-public-text.njk',
    title,
    crumbs: decisionCrumbs(visit, read, title),
    model: {
      ...decisionFacts(language, read),
      action: `${path}/propose-public-text`,
      back: path,
      rows: markRowsModel(language, rows, fragments),
      count: say(language, 'redaction.places-count', { n: marksOf(rows).length }),
      add: wordsFields(visit, said.unknown ?? []),
      textLanguage: text.language,
      preview: shown && decisionView(shown),
      dissents: (shown?.dissents ?? []).map(({ hash, language: own, paragraphs }) => ({
        name: read.names.get(read.dissents.find((one) => one.hash === hash)?.member ?? '') ?? '',
        language: own,
        paragraphs: paragraphs.map((pieces) => viewPieces(own, pieces)),
        hash,
      })),
      summary: shown ? redactionSummary(language, shown) : '',
    },
    ...(said.refusal === undefined ? {} : { refusal: said.refusal }),
  };
}

function dissentsOf({ dissents }: ProposedMarks['read']): WholeDissent[] {
  return dissents.map(({ hash, body: { language, paragraphs } }) => ({ hash, language, paragraphs }));
}

function marksOf(rows: readonly MarkRow[]): Mark[] {
  return rows.filter(({ isOn }) => isOn).map(({ isOn: _isOn, ...mark }) => mark);
}

/** Marks what was typed, shows the result, or proposes the text; the same marks twice are one proposal. */
export async function proposePublicTextAct(visit: StaffVisit): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const decisionId = params['id'] ?? '';
  const known = await proposeMarks(context, actor, { decisionId });
  if (!known.ok) return refused(known);
  const form = readForm(visit, marksFormSchema);
  if (!form.ok) return marksPage(visit, known.value, asTicked(known.value.proposed), { refusal: form.refusal });
  const { rows, unknown } = rowsFromForm(form.value, known.value.fragments);
  if (unknown.length > 0) {
    return marksPage(visit, known.value, rows, { unknown, refusal: refuse('REDACTION_WORDS_NOT_FOUND').refusal });
  }
  if (form.value.do !== 'propose') return marksPage(visit, known.value, rows);
  const next = `/${language}/decisions/${decisionId}/approve-public-text`;
  const { read, text } = known.value;
  const burned = burnIn(text, dissentsOf(read), marksOf(rows));
  if (burned.ok && read.decision.publicTextHash === hashOfText(burned.value)) return redirect(next);
  const outcome = await proposePublicText(context, actor, { decisionId, marks: marksOf(rows) });
  return outcome.ok ? redirect(next) : marksPage(visit, known.value, rows, { refusal: outcome.refusal });
}

function asTicked(marks: readonly Mark[]): MarkRow[] {
  return marks.map((mark) => ({ ...mark, isOn: true }));
}
