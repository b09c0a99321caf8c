import type { Language } from '../language.ts';
import { isCalendarDay } from '../time/calendar-day.ts';
import type { CalendarDay } from '../time/calendar-day.ts';
import type { ComplainantKind, ComplaintKind, FilingWarning, RespondentKind } from './complaint.ts';

/** What a person fills in. Everything may be empty; only a filing with neither statement nor file is stopped. */
export type Filing = {
  commission: string;
  complainantKind: ComplainantKind;
  name: string;
  email: string;
  phone: string;
  address: string;
  kind: ComplaintKind;
  respondentKind: RespondentKind;
  respondent: string;
  statement: string;
  demand: string;
  territory: string;
  precinct: string;
  place: string;
  learnedOn: string;
  /** Number of the complaint whose outcome, or missing outcome, is attacked; empty for a first complaint. */
  attacks: string;
  language: Language;
};

/** A filing nobody has typed into yet. */
export function emptyFiling(language: Language): Filing {
  return {
    commission: 'cec',
    complainantKind: 'voter',
    name: '',
    email: '',
    phone: '',
    address: '',
    kind: 'other',
    respondentKind: 'unknown',
    respondent: '',
    statement: '',
    demand: '',
    territory: '',
    precinct: '',
    place: '',
    learnedOn: '',
    attacks: '',
    language,
  };
}

/** What the warnings look at besides the filing itself. `today` is the legal day in Asia/Bishkek. */
export type FilingFacts = { today: CalendarDay; isFiledLate: boolean; mediaTypes: readonly string[] };

export const knownMediaTypes: readonly string[] = ['application/pdf', 'image/jpeg', 'image/png'];

/** True for text that has the form of a mail address; whether it exists nobody knows here. */
export function isEmail(text: string): boolean {
  return /^[^\s@<>"',;:\\]+@[^\s@<>"',;:\\]+\.[^\s@<>"',;:\\]{2,}$/.test(text) && text.length <= 254;
}

/** What is missing or doubtful in a filing. It never stops the filing; a person decides on it (art. 44; the content of a complaint is unconfirmed). */
export function filingWarnings(filing: Filing, facts: FilingFacts): FilingWarning[] {
  const isKnownDay = isCalendarDay(filing.learnedOn);
  const found: [FilingWarning, boolean][] = [
    ['nameMissing', filing.name.trim() === ''],
    ['contactMissing', filing.email.trim() === '' && filing.phone.trim() === ''],
    ['addressMissing', filing.address.trim() === ''],
    ['statementMissing', filing.statement.trim() === ''],
    ['demandMissing', filing.demand.trim() === ''],
    ['whenLearnedMissing', !isKnownDay],
    ['placeMissing', filing.territory === '' && filing.place.trim() === ''],
    ['filedLate', facts.isFiledLate],
    ['emailInvalid', filing.email.trim() !== '' && !isEmail(filing.email.trim())],
    ['fileTypeUnknown', facts.mediaTypes.some((type) => !knownMediaTypes.includes(type))],
    ['whenLearnedInFuture', isKnownDay && filing.learnedOn > facts.today],
  ];
  return found.filter(([, applies]) => applies).map(([warning]) => warning);
}
