import {
  complainantKinds,
  complaintKinds,
  entryReasons,
  representedKinds,
  respondentKinds,
} from '../../domain/complaints/complaint.ts';
import { LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import { documentLimit } from '../../operations/documents/stage-document.ts';
import type { Workplace } from '../../operations/people/read-workplace.ts';
import { territoryOptions } from '../../web-kit/complaints/territory-options.ts';
import { bytes } from '../../wording/figures.ts';
import { say } from '../../wording/say.ts';
import type { FieldFault } from '../form-files.ts';
import type { TypedEntry } from './typed-entry.ts';

/** The fields of both forms with what was typed and what is wrong with it; a short form shows some of them only. */
export function entryFields(
  language: Language,
  typed: TypedEntry,
  faults: readonly FieldFault[],
  { pack }: Pick<Workplace, 'pack'>,
) {
  const parts = partsOf(language, typed, faults);
  return { ...receiptFields(parts, pack.intake.reasonAfterHours), ...whoFields(parts), ...whatFields(parts) };
}

type Parts = ReturnType<typeof partsOf>;

/** How every field is made: with its words, its value and its fault. */
function partsOf(language: Language, typed: TypedEntry, faults: readonly FieldFault[]) {
  const errorOf = (field: string): { error?: string } => {
    const found = faults.find((fault) => fault.field === field);
    return found ? { error: found.text } : {};
  };
  return {
    language,
    typed,
    errorOf,
    word: (key: string, values?: Parameters<typeof say>[2]) => say(language, key, values),
    own: (name: keyof TypedEntry, label = `intake.field.${name}`) => ({
      name,
      label: say(language, label),
      value: typed[name],
      ...errorOf(name),
    }),
    options: (keys: readonly string[], prefix: string) =>
      keys.map((value) => ({ value, text: say(language, `${prefix}.${value}`) })),
    dateOf: (name: 'received' | 'learned', label: string) => ({
      name,
      label: say(language, label),
      value: { day: typed[`${name}-day`], month: typed[`${name}-month`], year: typed[`${name}-year`] },
      ...errorOf(name),
    }),
  };
}

/** How and when it came, why it is entered late, and its files. */
function receiptFields({ language, typed, errorOf, word, own, options, dateOf }: Parts, reasonAfterHours: number) {
  return {
    channel: { ...own('channel'), options: options(['paper', 'mail'], 'complaints.channel') },
    received: dateOf('received', 'intake.field.received'),
    time: { ...own('received-time'), hint: word('intake.field.time-hint'), width: '5', inputmode: 'numeric' },
    reason: {
      ...own('reason'),
      hint: word('intake.field.reason-hint', { n: reasonAfterHours }),
      options: [{ value: '', text: word('intake.reason-none') }, ...options(entryReasons, 'complaints.entryReason')],
    },
    reasonWords: { ...own('reasonWords'), hint: word('intake.field.words-hint'), isOptional: true },
    language: { ...own('language'), options: options(LANGUAGES, 'desk.language') },
    confirmed: {
      ...own('confirmed'),
      values: [typed.confirmed],
      options: [{ value: 'yes', text: word('intake.confirmed') }],
    },
    authority: {
      name: 'authority',
      label: word('intake.field.authority'),
      options: [{ value: 'yes', text: word('intake.field.authority-yes') }],
    },
    files: {
      name: 'files',
      label: word('intake.field.files'),
      hint: word('intake.field.files-hint', { size: bytes(language, documentLimit) }),
      isMultiple: true,
      ...errorOf('files'),
    },
  };
}

/** Who complains, for whom, and who saw it. */
function whoFields({ word, own, options }: Parts) {
  return {
    complainantKind: {
      ...own('complainantKind', 'desk.fact.complainant'),
      options: options(complainantKinds, 'complaints.complainantKind'),
    },
    representedKind: {
      ...own('representedKind'),
      options: [
        { value: '', text: word('filing.field.representedKind-none') },
        ...options(representedKinds, 'complaints.complainantKind'),
      ],
    },
    representedName: { ...own('representedName'), hint: word('intake.field.represented-hint') },
    name: own('name', 'filing.field.name'),
    phone: { ...own('phone', 'filing.field.phone'), inputmode: 'tel' },
    email: { ...own('email', 'filing.field.email'), inputmode: 'email' },
    address: own('address', 'filing.field.address'),
    witnesses: { ...own('witnesses', 'filing.field.witnesses'), hint: word('filing.field.witnesses-hint'), rows: 3 },
  };
}

/** What happened, where, and when it was learned of. */
function whatFields({ language, word, own, options, dateOf }: Parts) {
  return {
    kind: { ...own('kind', 'receipt.subject'), options: options(complaintKinds, 'complaints.kind') },
    respondentKind: {
      ...own('respondentKind', 'desk.fact.respondent'),
      options: options(respondentKinds, 'complaints.respondentKind'),
    },
    respondent: own('respondent', 'filing.field.respondent'),
    statement: { ...own('statement'), hint: word('intake.field.statement-hint'), rows: 7 },
    words: { ...own('statement', 'intake.field.words'), hint: word('intake.field.spoken-hint'), rows: 7 },
    demand: { ...own('demand'), rows: 3 },
    learned: { ...dateOf('learned', 'intake.field.learned'), isOptional: true },
    learnedTime: {
      ...own('learnedTime', 'filing.field.learnedTime'),
      hint: word('filing.field.learnedTime-hint'),
      width: '5',
      isOptional: true,
    },
    territory: { ...own('territory', 'filing.field.territory'), groups: territoryOptions(language) },
    precinct: { ...own('precinct', 'filing.field.precinct'), width: '5', inputmode: 'numeric', isOptional: true },
    place: { ...own('place', 'filing.field.place'), isOptional: true },
  };
}
