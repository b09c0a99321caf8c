import { randomUUID } from 'node:crypto';
import type { Language } from '../../domain/language.ts';
import { addDays, dayOf } from '../../domain/law/counting/calendar.ts';
import type { Refusal } from '../../domain/refusals.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { deskFormClient, listDeskFormDocuments } from '../../operations/documents/desk-form-documents.ts';
import type { Workplace } from '../../operations/people/read-workplace.ts';
import { certaintyMark } from '../../wording/certainty.ts';
import { day, time } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { commissionName } from '../desk-frame.ts';
import type { PageAnswer, StaffVisit } from '../visit.ts';
import { entryFields } from './entry-fields.ts';
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
      fields: entryFields(language, typed, faults, place),
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
