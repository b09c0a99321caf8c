import { randomUUID } from 'node:crypto';
import {
  complainantKinds,
  complaintKinds,
  entryReasons,
  representedKinds,
  respondentKinds,
} from '../../domain/complaints/complaint.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { addDays, dayOf } from '../../domain/law/counting/calendar.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { deskFormClient, listDeskFormDocuments } from '../../operations/documents/desk-form-documents.ts';
import { documentLimit } from '../../operations/documents/stage-document.ts';
import type { Workplace } from '../../operations/people/read-workplace.ts';
import { territoryOptions } from '../../web-kit/complaints/territory-options.ts';
import { certaintyMark } from '../../wording/certainty.ts';
import { day, time } from '../../wording/dates.ts';
import { bytes } from '../../wording/figures.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import type { PageAnswer, StaffVisit } from '../visit.ts';
import { typedEntry } from './typed-entry.ts';
import type { TypedEntry } from './typed-entry.ts';
import type { FieldFault } from '../form-files.ts';

/** The long form for paper and mail, and the short one for words spoken on voting day. */
export type EntryForm = 'paper' | 'oral';

/** The empty form: today, and for spoken words the present minute. */
export async function newEntryPage(visit: StaffVisit, form: EntryForm): Promise<PageAnswer> {
  const { legal } = await visit.context.clock();
  const [year = '', month = '', date = ''] = dayOf(legal).split('-');
  const typed = typedEntry({
    form: randomUUID(),
    channel: form,
    'received-day': String(Number(date)),
    'received-month': String(Number(month)),
    'received-year': year,
    'received-time': form === 'oral' ? time(legal) : '',
    complainantKind: 'voter',
    kind: form === 'oral' ? 'voting' : 'other',
    respondentKind: 'unknown',
    language: visit.language,
  });
  return entryPage(visit, form, typed, []);
}

/** The form with what was typed, its faults and the files that wait with it. */
export async function entryPage(
  visit: StaffVisit,
  form: EntryForm,
  typed: TypedEntry,
  faults: readonly FieldFault[],
  said: { refusal?: Refusal['refusal']; filedAs?: string } = {},
): Promise<PageAnswer> {
  const { language, context, actor, place } = visit;
  const { legal } = await context.clock();
  const waiting = await listDeskFormDocuments(context, deskFormClient(actor, typed.form));
  const named = typed.documents.split(',');
  const title = say(language, `intake.${form}.title`);
  const queue = { text: say(language, 'desk.nav.queue'), href: `/${language}` };
  return {
    kind: 'page',
    view: `intake/${form}.njk`,
    title,
    crumbs: [queue, { text: title, href: '#main', current: true }],
    ...(faults.length === 0 ? {} : { status: Math.max(...faults.map(({ status }) => status)), hasErrors: true }),
    ...(said.refusal === undefined ? {} : { refusal: said.refusal }),
    model: {
      action: `/${language}/intake${form === 'oral' ? '/oral' : ''}`,
      other: `/${language}/intake${form === 'oral' ? '' : '/oral'}`,
      typed,
      commission: commissionName(language, place.commission),
      errors: faults.map(({ field, text }) => ({ text, href: `#${anchorOf(field)}` })),
      fields: fieldsOf(language, typed, faults, place),
      documents: waiting.filter(({ id }) => named.includes(id)),
      oral: oralDays(language, place, legal),
      now: say(language, 'intake.now', { moment: `${day(language, legal)}, ${time(legal)}` }),
      ...(said.filedAs
        ? { filedAs: { text: said.filedAs, href: `/${language}/find?number=${encodeURIComponent(said.filedAs)}` } }
        : {}),
    },
  };
}

const anchors: Readonly<Record<string, string>> = { received: 'received-day', learned: 'learned-day' };

function anchorOf(field: string): string {
  return anchors[field] ?? field;
}

function fieldsOf(language: Language, typed: TypedEntry, faults: readonly FieldFault[], { pack }: Workplace) {
  const errorOf = (field: string): { error?: string } => {
    const found = faults.find((fault) => fault.field === field);
    return found ? { error: found.text } : {};
  };
  const own = (name: keyof TypedEntry, label = `intake.field.${name}`) => ({
    name,
    label: say(language, label),
    value: typed[name],
    ...errorOf(name),
  });
  const options = (keys: readonly string[], prefix: string) =>
    keys.map((value) => ({ value, text: say(language, `${prefix}.${value}`) }));
  const dateOf = (name: 'received' | 'learned', label: string) => ({
    name,
    label: say(language, label),
    value: { day: typed[`${name}-day`], month: typed[`${name}-month`], year: typed[`${name}-year`] },
    ...errorOf(name),
  });
  const size = bytes(language, documentLimit);
  return {
    channel: { ...own('channel'), options: options(['paper', 'mail'], 'complaints.channel') },
    received: dateOf('received', 'intake.field.received'),
    time: { ...own('received-time'), hint: say(language, 'intake.field.time-hint'), width: '5', inputmode: 'numeric' },
    reason: {
      ...own('reason'),
      hint: say(language, 'intake.field.reason-hint', { n: pack.intake.reasonAfterHours }),
      options: [
        { value: '', text: say(language, 'intake.reason-none') },
        ...options(entryReasons, 'complaints.entryReason'),
      ],
    },
    reasonWords: { ...own('reasonWords'), hint: say(language, 'intake.field.words-hint'), isOptional: true },
    complainantKind: {
      ...own('complainantKind', 'desk.fact.complainant'),
      options: options(complainantKinds, 'complaints.complainantKind'),
    },
    representedKind: {
      ...own('representedKind', 'intake.field.representedKind'),
      options: [
        { value: '', text: say(language, 'filing.field.representedKind-none') },
        ...options(representedKinds, 'complaints.complainantKind'),
      ],
    },
    representedName: {
      ...own('representedName', 'intake.field.representedName'),
      hint: say(language, 'intake.field.represented-hint'),
    },
    name: own('name', 'filing.field.name'),
    phone: { ...own('phone', 'filing.field.phone'), inputmode: 'tel' },
    email: { ...own('email', 'filing.field.email'), inputmode: 'email' },
    address: own('address', 'filing.field.address'),
    kind: { ...own('kind', 'receipt.subject'), options: options(complaintKinds, 'complaints.kind') },
    respondentKind: {
      ...own('respondentKind', 'desk.fact.respondent'),
      options: options(respondentKinds, 'complaints.respondentKind'),
    },
    respondent: own('respondent', 'filing.field.respondent'),
    statement: { ...own('statement'), hint: say(language, 'intake.field.statement-hint'), rows: 7 },
    words: { ...own('statement', 'intake.field.words'), hint: say(language, 'intake.field.spoken-hint'), rows: 7 },
    demand: { ...own('demand'), rows: 3 },
    learned: { ...dateOf('learned', 'intake.field.learned'), isOptional: true },
    learnedTime: {
      ...own('learnedTime', 'filing.field.learnedTime'),
      hint: say(language, 'filing.field.learnedTime-hint'),
      width: '5',
      isOptional: true,
    },
    witnesses: {
      ...own('witnesses', 'filing.field.witnesses'),
      hint: say(language, 'filing.field.witnesses-hint'),
      rows: 3,
    },
    territory: { ...own('territory', 'filing.field.territory'), groups: territoryOptions(language) },
    precinct: { ...own('precinct', 'filing.field.precinct'), width: '5', inputmode: 'numeric', isOptional: true },
    place: { ...own('place', 'filing.field.place'), isOptional: true },
    language: {
      ...own('language'),
      options: LANGUAGES.map((value) => ({ value, text: languageName(language, value) })),
    },
    confirmed: {
      ...own('confirmed'),
      values: [typed.confirmed],
      options: [{ value: 'yes', text: say(language, 'intake.confirmed') }],
    },
    authority: {
      name: 'authority',
      label: say(language, 'intake.field.authority'),
      options: [{ value: 'yes', text: say(language, 'intake.field.authority-yes') }],
    },
    files: {
      name: 'files',
      label: say(language, 'intake.field.files'),
      hint: say(language, 'intake.field.files-hint', { size }),
      isMultiple: true,
      ...errorOf('files'),
    },
  };
}

function languageName(language: Language, named: Language): string {
  return say(language, `desk.language.${named}`);
}

/** On which days spoken words are received, whether that has begun, and how certain it is. */
function oralDays(language: Language, { pack, election }: Workplace, now: Instant) {
  const { daysAfterVoting, certainty, confirmed } = pack.intake.oral;
  const days = daysAfterVoting.map((after) => addDays(election.votingDay, after)).toSorted();
  const mark = certaintyMark(language, { certainty, confirmed });
  return {
    hasBegun: days.some((each) => each <= dayOf(now)),
    days: say(language, 'intake.oral.days', { days: days.map((each) => day(language, each)).join('; ') }),
    mark: { confirmed: mark.isConfirmed, text: mark.label },
  };
}
