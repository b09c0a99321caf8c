import { z } from 'zod';
import { keepingGrounds } from '../../domain/decisions/redaction/hidden-kinds.ts';
import { placeDetails } from '../../domain/decisions/redaction/judge-kept.ts';
import type { Mark } from '../../domain/decisions/redaction/marks.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { approvePublicText } from '../../operations/decisions/approve-public-text.ts';
import { proposeMarks } from '../../operations/decisions/propose-marks.ts';
import type { ReadDecision } from '../../operations/decisions/read-decision.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { decisionView, viewPieces } from '../../web-kit/decisions/decision-view.ts';
import { redactionSummary } from '../../wording/decision-lines.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { readForm } from '../read-form.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { decisionCrumbs, decisionFacts } from './decision-page.ts';
import { openPieces, withOpenMarks } from './marks-form.ts';

/** Both texts side by side for the second reader, who approves the very bytes shown and answers for what is left. */
export async function approvePublicTextPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const outcome = await proposeMarks(context, actor, { decisionId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const { read, last = [] } = outcome.value;
  const { decision, answers, names } = read;
  const answer = answers.approvePublicText;
  if (visit.request.method === 'GET' && answer?.code === 'NOT_ALLOWED') return refused({ ok: false, refusal: answer });
  const title = say(language, 'desk.act.approvePublicText');
  const author = decision.publicTextBy === null ? '' : (names.get(decision.publicTextBy) ?? '');
  const path = `/${language}/decisions/${decision.id}`;
  return {
    kind: 'page',
    view: 'decisions/approve-public-text.njk',
    title,
    crumbs: decisionCrumbs(visit, read, title),
    model: {
      ...decisionFacts(language, read),
      action: `${path}/approve-public-text`,
      edit: `${path}/propose-public-text`,
      isPublished: decision.status === 'published',
      full: decisionView(withOpenMarks(read.full.body, read.public === undefined ? [] : last)),
      public: read.public && decisionView(read.public.body),
      summary: read.public ? redactionSummary(language, read.public.body) : '',
      hash: { full: read.full.hash, public: read.public?.hash ?? '' },
      wholeDissents: wholeDissents(read, last),
      dissents: publicDissents(read),
      left: leftModel(visit, read),
      author: say(language, 'decisions.proposed-by', { name: author }),
      locked: answers.approvePublicText === null ? '' : sayRefusal(language, answers.approvePublicText),
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

function wholeDissents({ dissents, names }: ReadDecision, marks: readonly Mark[]): object[] {
  return dissents.map(({ member, hash, body }) => ({
    name: names.get(member) ?? '',
    language: body.language,
    paragraphs: body.paragraphs.map((words, n) => {
      const place = `dissents.${String(n)}.${hash}`;
      return viewPieces(
        body.language,
        openPieces(
          words,
          marks.filter((mark) => mark.place === place),
        ),
      );
    }),
    hash,
  }));
}

function publicDissents({ dissents, names, public: text }: ReadDecision): object[] {
  return (text?.body.dissents ?? []).map(({ hash, language, paragraphs }) => ({
    name: names.get(dissents.find((one) => one.hash === hash)?.member ?? '') ?? '',
    language,
    paragraphs: paragraphs.map((pieces) => viewPieces(language, pieces)),
    hash,
  }));
}

/** A question for each value of which the detector is sure and which is not hidden. */
function leftModel({ language }: StaffVisit, { left }: ReadDecision): object[] {
  return left.map(({ key, kind, place, words }, n) => {
    const { part, n: number } = placeDetails(place);
    const where = say(language, `redaction.part.${part}`, { n: number });
    return {
      key,
      field: {
        name: 'keepGround',
        id: `keepGround-${String(n + 1)}`,
        label: say(language, 'redaction.left-stay', { words }),
        hint: `${say(language, `redaction.kind.${kind}`)}, ${where}`,
        value: '',
        options: [
          { value: '', text: say(language, 'redaction.left-hide') },
          ...keepingGrounds.map((ground) => ({ value: ground, text: say(language, `redaction.keep.${ground}`) })),
        ],
      },
    };
  });
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const manyOf = <T extends z.ZodType<string>>(one: T) =>
  z
    .union([one, z.array(one).max(500)])
    .default([])
    .transform((value): z.output<T>[] => (Array.isArray(value) ? value : [value]));
const approval = z.strictObject({
  publicTextHash: hash,
  dissents: manyOf(hash),
  keep: manyOf(z.string().max(200)),
  keepGround: manyOf(z.enum([...keepingGrounds, ''])),
});

/** Approves the text and the dissenting opinions of the hashes that were shown, and thereby publishes. */
export async function approvePublicTextAct(visit: StaffVisit): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const decisionId = params['id'] ?? '';
  const form = readForm(visit, approval);
  if (!form.ok) return approvePublicTextPage(visit, form.refusal);
  const { publicTextHash, dissents, keep, keepGround } = form.value;
  const kept = keep.flatMap((key, n) => {
    const ground = keepGround[n] ?? '';
    return ground === '' ? [] : [{ key, ground }];
  });
  const outcome = await approvePublicText(context, actor, { decisionId, publicTextHash, dissents, kept });
  const action = 'decision.approvePublicText';
  if (outcome.ok || (await wasJustDone(context, actor, { recordId: decisionId, action, code: outcome.refusal.code }))) {
    return redirect(`/${language}/decisions/${decisionId}`);
  }
  return approvePublicTextPage(visit, outcome.refusal);
}
