import type { RecordState } from '../records/subject.ts';
import type { Instant } from '../time/instant.ts';
import type { BodyRequest } from './body-request.ts';
import type { CaseAppeal } from './case-appeal.ts';
import type { Hearing } from './hearing.ts';
import type { ServedCopy } from './served-copy.ts';

/** Where a complaint stands. A missed term is never a status. */
export const complaintStatuses = [
  'filed',
  'registered',
  'returnedForDefects',
  'admitted',
  'onAgenda',
  'decided',
  'published',
  'leftUnexamined',
  'forwarded',
  'withdrawn',
  'closed',
] as const;
export type ComplaintStatus = (typeof complaintStatuses)[number];

/** Kinds of breach a complaint can be about: a closed list, so that it may be public from the first minute. */
export const complaintKinds = [
  'campaignRules',
  'honourAndDignity',
  'administrativeResource',
  'bribery',
  'voterList',
  'commissionAct',
  'finance',
  'voting',
  'counting',
  'other',
] as const;
export type ComplaintKind = (typeof complaintKinds)[number];

/** Against whom; the name itself is private. */
export const respondentKinds = ['commission', 'candidate', 'party', 'official', 'media', 'person', 'unknown'] as const;
export type RespondentKind = (typeof respondentKinds)[number];

/** Who may complain: art. 44(2) (older edition), see the law pack. */
export const complainantKinds = ['voter', 'candidate', 'party', 'ngo', 'observer', 'representative'] as const;
export type ComplainantKind = (typeof complainantKinds)[number];

/** Whom a representative can speak for. */
export const representedKinds = ['voter', 'candidate', 'party', 'ngo', 'observer'] as const;
export type RepresentedKind = (typeof representedKinds)[number];

/** Languages in which a commission can be asked to consider a complaint: the state and the official one. */
export const proceedingsLanguages = ['ky', 'ru'] as const;
export type ProceedingsLanguage = (typeof proceedingsLanguages)[number];

/**
 * By which way a complaint came. `paper`, `mail` and `oral` ones are entered by a clerk; `forwarded` ones came from another
 * commission of the election, which had them first.
 */
export const filingChannels = ['portal', 'api', 'desk', 'paper', 'mail', 'oral', 'forwarded'] as const;
export type FilingChannel = (typeof filingChannels)[number];

/** Faults of a filing that never stop it; they stay with the case and a person decides on them. */
export const filingWarnings = [
  'nameMissing',
  'contactMissing',
  'addressMissing',
  'statementMissing',
  'demandMissing',
  'whenLearnedMissing',
  'placeMissing',
  'filedLate',
  'emailInvalid',
  'fileTypeUnknown',
  'whenLearnedInFuture',
  'representedMissing',
  'authorityMissing',
  'misdirected',
] as const;
export type FilingWarning = (typeof filingWarnings)[number];

/** Statuses in which the commission has nothing more to decide. */
export const finishedStatuses: readonly ComplaintStatus[] = [
  'published',
  'leftUnexamined',
  'forwarded',
  'withdrawn',
  'closed',
];

/** Defects for which a complaint is returned to the complainant. The content of a complaint is in no cited text. */
export const complaintDefects = [
  'name',
  'contact',
  'subject',
  'demand',
  'respondent',
  'placeAndTime',
  'evidence',
  'authority',
  'unreadable',
] as const;
export type ComplaintDefect = (typeof complaintDefects)[number];

/** To whom a complaint that belongs elsewhere is forwarded. */
export const forwardTargets = ['commission', 'prosecutor', 'police', 'court', 'otherBody'] as const;
export type ForwardTarget = (typeof forwardTargets)[number];

/** Why a complaint was entered long after its receipt. A closed list, because the public sees it; words are private. */
export const entryReasons = ['postDelay', 'handedOver', 'officeClosed', 'noConnection', 'other'] as const;
export type EntryReason = (typeof entryReasons)[number];

/** Grounds for leaving a complaint unexamined. */
export const unexaminedGrounds = ['late', 'anonymous', 'notCompetent', 'repeated', 'notCured'] as const;
export type UnexaminedGround = (typeof unexaminedGrounds)[number];

/** What a commission can decide on the merits. */
export const outcomes = ['granted', 'grantedInPart', 'refused'] as const;
export type ComplaintOutcome = (typeof outcomes)[number];

/** The state of a complaint: the fold of its events. No personal data. */
export type ComplaintState = RecordState<ComplaintStatus> & {
  number: string;
  kind: ComplaintKind;
  respondentKind: RespondentKind;
  complainantKind: ComplainantKind;
  territory: string | null;
  precinct: string | null;
  language: 'ky' | 'ru' | 'en';
  channel: FilingChannel;
  warnings: readonly FilingWarning[];
  fileCount: number;
  receiptVersion: number;
  receivedAt: Instant;
  /** Set when a clerk entered what came on another way: when, and why so late. */
  enteredAt?: Instant;
  entryReason?: EntryReason;
  registeredAt: Instant | null;
  admittedAt: Instant | null;
  decidedAt: Instant | null;
  publishedAt: Instant | null;
  holder: string | null;
  ground: UnexaminedGround | null;
  decisionId: string | null;
  sittingId: string | null;
  outcome: ComplaintOutcome | null;
  inactionAt: Instant | null;
  closedAt: Instant | null;
  /** Named at the last return; `curedAt` and `notCuredAt` say what came of it. */
  defects: readonly ComplaintDefect[];
  curedAt: Instant | null;
  notCuredAt: Instant | null;
  forwardedTo: ForwardTarget | null;
  /** The commission it was forwarded to, and the case it became there; null for other bodies, and before it arrived. */
  forwardedCommission: string | null;
  forwardedCase: string | null;
  /** The case at another commission from which this one was forwarded. */
  forwardedFrom: string | null;
  rapporteur: string | null;
  group: readonly string[];
  /** The complaint with which this one is considered, and those considered with this one. */
  joinedTo: string | null;
  joined: readonly string[];
  requests: readonly BodyRequest[];
  hearings: readonly Hearing[];
  appeals: readonly CaseAppeal[];
  /** The record that this complaint attacks: a decision, or a complaint that nobody decided. */
  attacks: string | null;
  /** Keys of the present term to decide and of the present term to contest. */
  decisionTerm: string;
  appealTerm: string | null;
  /** Copies of the outcomes that were served; absent before the first one. */
  copies?: readonly ServedCopy[];
  /** Decisions that were sent back or replaced, the first one first. */
  earlierDecisionIds: readonly string[];
};
