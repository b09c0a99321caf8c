import type { ExtensionGround, SuspensionGround } from '../../../domain/law/law-pack.ts';
import type { Outcome } from '../../../domain/refusals.ts';
import { granted } from '../../../domain/refusals.ts';
import { changeTerm } from '../../../operations/complaints/change-term.ts';
import type { TermOrder } from '../../../operations/complaints/change-term.ts';
import { previewTermChange } from '../../../operations/complaints/preview-term-change.ts';
import { groundsToExtend, groundsToSuspend } from '../../../operations/records/procedure-judges.ts';
import { deadlineMoment } from '../../../wording/dates.ts';
import { ruleName, termInWords } from '../../../wording/law-references.ts';
import { say } from '../../../wording/say.ts';
import type { ActForm, Choice, FormFact, FormField, FormPage, Sending } from './act-form.ts';
import { capital } from './capital.ts';
import { chosen, field, markHint } from './form-fields.ts';
import { typedDay } from './typed-day.ts';

type Typed = Pick<FormPage, 'value'>;

/** The terms of the case in a state, other than the one to contest; the one to decide first. */
function termChoices({ language, opened }: FormPage, state: 'running' | 'suspended'): Choice[] {
  const { terms, decisionTerm, appealTerm } = opened.complaint;
  return Object.values(terms)
    .filter((term) => term.state === state && term.due !== null && term.term !== appealTerm)
    .toSorted((one, other) => Number(other.term === decisionTerm) - Number(one.term === decisionTerm))
    .map(({ term, rule, due }) => ({
      value: term,
      text: ruleName(language, rule),
      ...(due === null ? {} : { hint: deadlineMoment(language, due) }),
    }));
}

function termField(page: FormPage, state: 'running' | 'suspended'): FormField {
  const options = termChoices(page, state);
  const first = page.isFresh && options.length > 1 ? { value: options[0]?.value ?? '' } : {};
  return field(page, 'one', 'term', { ...chosen(page, 'term', options), ...first });
}

const extensionOrder = ({ value }: Typed): TermOrder => ({
  change: 'extend',
  ground: value('ground'),
  lastDay: typedDay(value, 'lastDay'),
});

async function preview(page: FormPage, order: TermOrder): Promise<Outcome<readonly FormFact[]>> {
  const { context, actor } = page.visit;
  const { language, opened } = page;
  const term = page.value('term');
  const outcome = await previewTermChange(context, actor, { complaintId: opened.complaint.id, term, order });
  if (!outcome.ok) return outcome;
  const inWords = (end: typeof outcome.value.from) =>
    end === null ? say(language, 'kit.chip.at-once') : deadlineMoment(language, end);
  const rule = opened.complaint.terms[term]?.rule;
  return granted([
    ...(rule === undefined ? [] : [{ key: say(language, 'case-forms.field.term'), value: ruleName(language, rule) }]),
    { key: say(language, 'case-forms.fact.old-end'), value: inWords(outcome.value.from) },
    { key: say(language, 'case-forms.fact.new-end'), value: inWords(outcome.value.to) },
  ]);
}

const sendOrder =
  (orderOf: (typed: Typed) => TermOrder) =>
  ({ visit: { context, actor }, request, value }: Sending): Promise<Outcome<unknown>> =>
    changeTerm(context, actor, { ...request, term: value('term'), order: orderOf({ value }) });

const extend: ActForm = {
  act: 'extendTerm',
  path: 'extend-term',
  fields: (page) => [
    termField(page, 'running'),
    field(page, 'one', 'ground', {
      options: groundsToExtend(page.opened.pack).map((ground) => extension(page, ground)),
    }),
    field(page, 'day', 'lastDay', { hint: say(page.language, 'case-forms.hint.last-day') }),
  ],
  preview: (page) => preview(page, extensionOrder(page)),
  send: sendOrder(extensionOrder),
  fieldOf: {
    TERM_UNKNOWN: 'term',
    TERM_NOT_RUNNING: 'term',
    EXTENSION_NOT_LATER: 'lastDay',
    EXTENSION_NOT_PERMITTED: 'ground',
  },
};

function extension({ language, opened: { pack } }: FormPage, ground: ExtensionGround): Choice {
  const known = pack.complaints.extensionGrounds[ground];
  const rule = known?.rule ?? null;
  const length =
    rule === null
      ? say(language, 'case-forms.to-named-day')
      : say(language, 'case-forms.by-rule', {
          term: termInWords(language, pack.rules[rule]?.term ?? { n: 0, unit: 'atOnce' }),
        });
  return {
    value: ground,
    text: capital(language, say(language, `complaints.termGround.${ground}`)),
    hint: known === undefined ? length : `${length}. ${markHint(language, pack, known)}`,
  };
}

const suspensionOrder = ({ value }: Typed): TermOrder => ({ change: 'suspend', ground: value('ground') });

const suspend: ActForm = {
  act: 'suspendTerm',
  path: 'suspend-term',
  fields: (page) => [
    termField(page, 'running'),
    field(page, 'one', 'ground', {
      options: groundsToSuspend(page.opened.pack).map((ground) => suspension(page, ground)),
    }),
  ],
  send: sendOrder(suspensionOrder),
  fieldOf: { TERM_UNKNOWN: 'term', TERM_NOT_RUNNING: 'term', EXTENSION_NOT_PERMITTED: 'ground' },
};

function suspension({ language, opened: { pack } }: FormPage, ground: SuspensionGround): Choice {
  const known = pack.complaints.suspensionGrounds[ground];
  return {
    value: ground,
    text: capital(language, say(language, `complaints.termGround.${ground}`)),
    ...(known === undefined ? {} : { hint: markHint(language, pack, known) }),
  };
}

const resume: ActForm = {
  act: 'resumeTerm',
  path: 'resume-term',
  fields: (page) => [termField(page, 'suspended')],
  preview: (page) => preview(page, { change: 'resume' }),
  send: sendOrder(() => ({ change: 'resume' })),
  fieldOf: { TERM_UNKNOWN: 'term', TERM_NOT_SUSPENDED: 'term' },
};

/** Terms that get a later end, stand still, or run again. */
export const termForms: readonly ActForm[] = [extend, suspend, resume];
