import type { Language } from '../language.ts';
import { isKnownMediaType } from '../documents/media-types.ts';
import { isCalendarDay } from '../time/calendar-day.ts';
import type { CalendarDay } from '../time/calendar-day.ts';
import type {
  ComplainantKind,
  ComplaintKind,
  FilingWarning,
  ProceedingsLanguage,
  RepresentedKind,
  RespondentKind,
} from './complaint.ts';

/** What a person fills in. Everything may be empty; only a filing with neither statement nor file is stopped. */
export type Filing = {
  /** Key of the commission it is given to; empty: the one that is competent by the law pack. */
  commission: string;
  complainantKind: ComplainantKind;
  /** Whom a representative speaks for; empty for everybody else. */
  representedKind: RepresentedKind | '';
  representedName: string;
  name: string;
  email: string;
  phone: string;
  address: string;
  kind: ComplaintKind;
  respondentKind: RespondentKind;
  /** Key of the commission complained of, or its kind when it is not on the list. */
  respondentCommission: string;
  respondent: string;
  statement: string;
  demand: string;
  /** Names of witnesses and how to reach them, one a line. */
  witnesses: string;
  territory: string;
  precinct: string;
  place: string;
  /** Day in Asia/Bishkek, `YYYY-MM-DD`, or whatever was typed. */
  learnedOn: string;
  /** Number of the complaint whose outcome, or missing outcome, is attacked; empty for a first complaint. */
  attacks: string;
  /** Clock time of that day, `HH:MM`, or whatever was typed; empty: not told. */
  learnedTime: string;
  /** The language asked for the proceedings; empty: not asked. */
  proceedings: ProceedingsLanguage | '';
  /** The language of notices. */
  language: Language;
};

/** A filing nobody has typed into yet. */
export function emptyFiling(language: Language): Filing {
  return {
    commission: '',
    complainantKind: 'voter',
    representedKind: '',
    representedName: '',
    name: '',
    email: '',
    phone: '',
    address: '',
    kind: 'other',
    respondentKind: 'unknown',
    respondentCommission: '',
    respondent: '',
    statement: '',
    demand: '',
    witnesses: '',
    territory: '',
    precinct: '',
    place: '',
    learnedOn: '',
    attacks: '',
    learnedTime: '',
    proceedings: '',
    language,
  };
}

/** What the warnings look at besides the filing itself. `today` is the legal day in Asia/Bishkek. */
export type FilingFacts = {
  today: CalendarDay;
  isFiledLate: boolean;
  /** The commission it goes to is not competent. */
  isMisdirected: boolean;
  /** A document of authority is attached. */
  hasAuthority: boolean;
  mediaTypes: readonly string[];
};

/** True for text that has the form of a mail address; whether it exists nobody knows here. */
export function isEmail(text: string): boolean {
  return /^[^\s@<>"',;:\\]+@[^\s@<>"',;:\\]+\.[^\s@<>"',;:\\]{2,}$/.test(text) && text.length <= 254;
}

/** What is missing or doubtful in a filing. It never stops the filing; a person decides on it (art. 44; the content of a complaint is unconfirmed). */
export function filingWarnings(filing: Filing, facts: FilingFacts): FilingWarning[] {
  const isKnownDay = isCalendarDay(filing.learnedOn);
  const isRepresentative = filing.complainantKind === 'representative';
  const isRepresentedKnown = filing.representedKind !== '' && filing.representedName.trim() !== '';
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
    ['fileTypeUnknown', facts.mediaTypes.some((type) => !isKnownMediaType(type))],
    ['whenLearnedInFuture', isKnownDay && filing.learnedOn > facts.today],
    ['representedMissing', isRepresentative && !isRepresentedKnown],
    ['authorityMissing', isRepresentative && !facts.hasAuthority],
    ['misdirected', facts.isMisdirected],
  ];
  return found.filter(([, applies]) => applies).map(([warning]) => warning);
}
