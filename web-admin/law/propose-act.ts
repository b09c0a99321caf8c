import { z } from 'zod';
import { isAskableRegistry } from '../../domain/complaints/asked-registry.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { certainties } from '../../domain/law/certainty.ts';
import type { EditionChange } from '../../domain/law/editions/edition-change.ts';
import { countingRules, termUnits } from '../../domain/law/law-pack.ts';
import type { PackText } from '../../domain/law/law-pack.ts';
import { commissionKinds } from '../../domain/people/role.ts';
import { granted, refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import { proposeLawEdition } from '../../operations/law/propose-law-edition.ts';
import { typedDay } from '../cases/act-forms/typed-day.ts';
import { readForm } from '../read-form.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { changeForms } from './propose-fields.ts';
import type { ChangeForm } from './propose-fields.ts';
import { proposePage } from './propose-page.ts';

const short = z.string().max(400).default('');
const boxes = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => [value ?? []].flat());
const date = (name: string) => ({ [`${name}-day`]: short, [`${name}-month`]: short, [`${name}-year`]: short });

const formSchema = z.strictObject({
  edition: z.uuid(),
  change: z.enum(changeForms),
  value: short,
  'title-ky': short,
  'title-ru': short,
  'title-en': short,
  act: short,
  article: short,
  text: z.string().max(8_000),
  language: z.enum(LANGUAGES),
  ...date('on'),
  ...date('day'),
  values: boxes,
  n: short,
  unit: z.enum(termUnits).optional(),
  counting: z.enum(countingRules).optional(),
  early: short,
  hour: short,
  inclusive: boxes,
  certainty: z.enum(certainties).optional(),
  confirms: boxes,
  quorum: short,
  majority: short,
  'name-ky': short,
  'name-ru': short,
  'name-en': short,
  which: short,
  number: short,
  place: short,
  pack: z.string().max(1_000_000).default(''),
});
type Form = z.output<typeof formSchema>;

/** Proposes what the form says. What was typed comes back with every fault; nothing changes before a second person. */
export async function proposeEditionAct(visit: StaffVisit): Promise<Answer> {
  const { language, context, actor, place } = visit;
  const read = readForm(visit, formSchema);
  if (!read.ok) return proposePage(visit, read);
  const form = read.value;
  const changes = form.change === 'pack' ? granted([]) : changesOf[form.change](form);
  if (!changes.ok) return proposePage(visit, changes);
  const outcome = await proposeLawEdition(context, actor, {
    commission: place.commission,
    electionId: place.election.id,
    editionId: form.edition,
    title: { ky: form['title-ky'], ru: form['title-ru'], en: form['title-en'] },
    ground: {
      act: form.act,
      day: dayIn(form, 'on'),
      article: form.article,
      text: form.text.replaceAll('\r\n', '\n'),
      language: form.language,
    },
    ...(form.change === 'pack' ? { packText: form.pack } : { changes: changes.value }),
  });
  if (outcome.ok || outcome.refusal.code === 'ALREADY_DONE')
    return redirect(`/${language}/law/editions/${form.edition}`);
  return proposePage(visit, outcome);
}

const wrong = (field: string) => refuse('INPUT_INVALID', { field });

const changesOf: Record<Exclude<ChangeForm, 'pack'>, (form: Form) => Outcome<EditionChange[]>> = {
  confirm: ({ values }) => (values.length === 0 ? wrong('values') : granted([{ kind: 'confirm', values }])),
  rule: (form) => {
    const { n, unit, counting, hour, early, inclusive, certainty, value: rule } = form;
    if (!isCount(n)) return wrong('n');
    if (early !== '' && !isCount(early)) return wrong('early');
    if (!/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(hour)) return wrong('hour');
    if (!unit || !counting || !certainty) return wrong('unit');
    const value = {
      term: { n: Number(n), unit },
      earlyTerm: early === '' ? null : Number(early),
      counting,
      closingHour: hour,
      inclusiveHour: inclusive.length > 0,
      certainty,
    };
    return granted([{ kind: 'setRule', rule, value }, ...confirmed(form, `rules.${rule}`)]);
  },
  quorum: (form) => {
    const { quorum, n, certainty } = form;
    const body = commissionKinds.find((kind) => kind === form.value);
    if (!body || !certainty) return wrong('quorum');
    if (quorum !== 'majorityOfMembers' && (!isCount(n) || Number(n) < 1)) return wrong('n');
    const needed = quorum === 'majorityOfMembers' ? quorum : Number(n);
    return granted([
      { kind: 'setQuorum', body, quorum: needed, certainty },
      ...confirmed(form, `bodies.${body}.quorum`),
    ]);
  },
  majority: (form) => {
    const { certainty } = form;
    const body = commissionKinds.find((kind) => kind === form.value);
    const majority = (['moreThanHalfOfParticipants', 'moreThanHalfOfMembers'] as const).find(
      (one) => one === form.majority,
    );
    if (!body || !certainty || !majority) return wrong('majority');
    return granted([{ kind: 'setMajority', body, majority, certainty }, ...confirmed(form, `bodies.${body}.majority`)]);
  },
  registryGround: (form) => {
    const { value: registry, certainty, confirms } = form;
    const [document, day] = [namesIn(form), dayIn(form, 'day')];
    const [number, place] = [form.number.trim(), form.place.trim()];
    const missing = LANGUAGES.find((language) => document[language] === '');
    if (missing !== undefined) return wrong(`name-${missing}`);
    if (number === '' || number.length > 100) return wrong('number');
    if (!isCalendarDay(day)) return wrong('day');
    if (place.length > 100) return wrong('place');
    if (!certainty || !isAskableRegistry(registry)) return wrong('certainty');
    const ground = { document, number, day, place: place === '' ? null : place, certainty };
    return granted([{ kind: 'setRegistryGround', registry, ground, isConfirmed: confirms.length > 0 }]);
  },
  holiday: (form) => {
    const name = namesIn(form);
    const day = dayIn(form, 'day');
    if (!isCalendarDay(day)) return wrong('day');
    const missing = LANGUAGES.find((language) => name[language] === '');
    return missing === undefined ? granted([{ kind: 'addHoliday', day, name }]) : wrong(`name-${missing}`);
  },
  workingDay: (form) => {
    const day = dayIn(form, 'day');
    return isCalendarDay(day) ? granted([{ kind: 'addWorkingDay', day }]) : wrong('day');
  },
  removeDay: ({ which: day }) => (isCalendarDay(day) ? granted([{ kind: 'removeDay', day }]) : wrong('which')),
  votingDay: (form) => {
    const day = dayIn(form, 'day');
    return isCalendarDay(day) ? granted([{ kind: 'moveVotingDay', day }]) : wrong('day');
  },
};

function namesIn(form: Form): PackText {
  return { ky: form['name-ky'].trim(), ru: form['name-ru'].trim(), en: form['name-en'].trim() };
}

/** A value that is set and confirmed in one change. */
function confirmed({ confirms }: Form, address: string): EditionChange[] {
  return confirms.length === 0 ? [] : [{ kind: 'confirm', values: [address] }];
}

function isCount(text: string): boolean {
  return /^\d{1,3}$/.test(text.trim()) && Number(text) <= 400;
}

function dayIn(form: Form, name: 'on' | 'day'): string {
  return typedDay((part) => (form as unknown as Record<string, string>)[part] ?? '', name);
}
