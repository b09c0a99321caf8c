import { randomUUID } from 'node:crypto';
import {
  complainantKinds,
  complaintKinds,
  entryReasons,
  representedKinds,
  respondentKinds,
} from '../../domain/complaints/complaint.ts';
import { entryChannels } from '../../domain/complaints/desk-entry.ts';
import { emptyFiling } from '../../domain/complaints/filing.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import { LANGUAGES } from '../../domain/language.ts';
import { momentAt } from '../../domain/law/counting/calendar.ts';
import { isCalendarDay } from '../../domain/time/calendar-day.ts';
import type { EnteredComplaint } from '../../operations/complaints/enter-complaint.ts';
import { isFormId } from '../form-files.ts';

/** The controls of both forms; a short form has some of them only. */
const controls = [
  'form',
  'documents',
  'channel',
  'received-day',
  'received-month',
  'received-year',
  'received-time',
  'reason',
  'reasonWords',
  'complainantKind',
  'representedKind',
  'representedName',
  'name',
  'phone',
  'email',
  'address',
  'kind',
  'respondentKind',
  'respondent',
  'statement',
  'demand',
  'learned-day',
  'learned-month',
  'learned-year',
  'learnedTime',
  'witnesses',
  'territory',
  'precinct',
  'place',
  'language',
  'confirmed',
] as const;

/** What was typed, by the name of the control; an absent control is empty. */
export type TypedEntry = Record<(typeof controls)[number], string>;

/** A fault that stops the entry, and the control it belongs to. */
export type EntryFault = { field: string; key: string };

/** Reads the controls of a form as they came; whatever else a body holds is left aside. */
export function typedEntry(form: Readonly<Record<string, unknown>>): TypedEntry {
  const text = (name: string): string => {
    const value = form[name];
    return typeof value === 'string' ? value : '';
  };
  const typed = Object.fromEntries(controls.map((name) => [name, text(name)])) as TypedEntry;
  return { ...typed, form: isFormId(typed.form) ? typed.form : randomUUID() };
}

/** The day of three controls as `YYYY-MM-DD`; empty when nothing was typed, and what it is when it is no day. */
export function typedDay(typed: TypedEntry, name: 'received' | 'learned'): string {
  const [day, month, year] = [typed[`${name}-day`], typed[`${name}-month`], typed[`${name}-year`]].map((part) =>
    part.trim(),
  ) as [string, string, string];
  if (day === '' && month === '' && year === '') return '';
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`.slice(0, 40);
}

/** `9:30`, `09.30` and `0930` as `09:30`; undefined when it is no time of a day. */
export function typedTime(text: string): string | undefined {
  const found = /^(\d{1,2})[:.\s]?(\d{2})$/.exec(text.trim());
  if (!found) return undefined;
  const [, hours = '', minutes = ''] = found;
  return Number(hours) < 24 && Number(minutes) < 60 ? `${hours.padStart(2, '0')}:${minutes}` : undefined;
}

/** The entry that was typed, or what has to be corrected first. `commission` is the clerk's own. */
export function readEntry(
  typed: TypedEntry,
  commission: string,
  documentIds: readonly string[],
): { faults: EntryFault[] } | { entered: EnteredComplaint } {
  const received = typedDay(typed, 'received');
  const time = typedTime(typed['received-time']);
  const learned = typedDay(typed, 'learned');
  const channel = entryChannels.find((each) => each === typed.channel);
  const faults: EntryFault[] = [
    ...(channel === undefined ? [{ field: 'channel', key: 'intake.error.channel' }] : []),
    ...(isCalendarDay(received) ? [] : [{ field: 'received', key: 'intake.error.day' }]),
    ...(time === undefined ? [{ field: 'received-time', key: 'intake.error.time' }] : []),
    ...(learned === '' || isCalendarDay(learned) ? [] : [{ field: 'learned', key: 'filing.error.learned' }]),
  ];
  if (faults.length > 0 || channel === undefined || time === undefined) return { faults };
  return {
    entered: {
      formId: typed.form,
      channel,
      filing: filingOf(typed, commission, learned),
      receivedAt: momentAt(received, time),
      reason: entryReasons.find((each) => each === typed.reason) ?? null,
      reasonWords: typed.reasonWords,
      isConfirmed: channel === 'oral' && typed.confirmed === 'yes',
      documentIds,
    },
  };
}

function filingOf(typed: TypedEntry, commission: string, learnedOn: string): Filing {
  const { name, email, phone, address, respondent, statement, demand, territory, precinct, place } = typed;
  const { representedName, witnesses, learnedTime } = typed;
  const language = LANGUAGES.find((each) => each === typed.language) ?? 'ky';
  const empty = emptyFiling(language);
  return {
    ...empty,
    commission,
    complainantKind: complainantKinds.find((each) => each === typed.complainantKind) ?? empty.complainantKind,
    kind: complaintKinds.find((each) => each === typed.kind) ?? empty.kind,
    respondentKind: respondentKinds.find((each) => each === typed.respondentKind) ?? empty.respondentKind,
    representedKind: representedKinds.find((each) => each === typed.representedKind) ?? '',
    representedName,
    witnesses,
    learnedTime: typedTime(learnedTime) ?? learnedTime.trim(),
    name,
    email,
    phone,
    address,
    respondent,
    statement,
    demand,
    territory,
    precinct,
    place,
    learnedOn,
  };
}
