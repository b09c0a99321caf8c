import type { RecordState } from '../records/subject.ts';
import type { Instant } from '../time/instant.ts';

/** Where a complaint stands. A missed term is never a status. */
export const complaintStatuses = [
  'filed',
  'registered',
  'admitted',
  'onAgenda',
  'decided',
  'published',
  'leftUnexamined',
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

export const filingChannels = ['portal', 'api', 'desk'] as const;
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
] as const;
export type FilingWarning = (typeof filingWarnings)[number];

/** Grounds for leaving a complaint unexamined. */
export const unexaminedGrounds = ['late', 'anonymous', 'notCompetent', 'repeated'] as const;
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
};
