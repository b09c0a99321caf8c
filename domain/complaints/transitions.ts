import type { RefusalCode } from '../refusals.ts';
import type { Answer, TransitionTable } from '../records/subject.ts';
import type { ComplaintStatus } from './complaint.ts';

/** What can be done to a complaint. `endDecisionTerm` is done by the system when the term is over. */
export const complaintActs = [
  'fileComplaint',
  'registerComplaint',
  'takeComplaint',
  'admitComplaint',
  'leaveComplaintUnexamined',
  'linkDecision',
  'placeComplaintOnAgenda',
  'returnComplaint',
  'decideComplaint',
  'publishComplaintDecision',
  'renewReceiptCode',
  'endDecisionTerm',
] as const;
export type ComplaintAct = (typeof complaintActs)[number];

type Row = Record<ComplaintAct, Answer<ComplaintStatus>>;
const to = (status: ComplaintStatus): Answer<ComplaintStatus> => ({ to: status });
const no = (code: RefusalCode): Answer<ComplaintStatus> => ({ refuse: code });

const nothingYet: Row = {
  fileComplaint: to('filed'),
  registerComplaint: no('NOT_FOUND'),
  takeComplaint: no('NOT_FOUND'),
  admitComplaint: no('NOT_FOUND'),
  leaveComplaintUnexamined: no('NOT_FOUND'),
  linkDecision: no('NOT_FOUND'),
  placeComplaintOnAgenda: no('NOT_FOUND'),
  returnComplaint: no('NOT_FOUND'),
  decideComplaint: no('NOT_FOUND'),
  publishComplaintDecision: no('NOT_FOUND'),
  renewReceiptCode: no('NOT_FOUND'),
  endDecisionTerm: no('NOT_FOUND'),
};

/**
 * The procedure of a complaint as a table: every status answers every act.
 * A term that has passed changes no row: what was allowed before it stays allowed after it.
 */
export const complaintTransitions: TransitionTable<ComplaintStatus, ComplaintAct> = {
  none: nothingYet,
  filed: {
    fileComplaint: no('RECORD_EXISTS'),
    registerComplaint: to('registered'),
    takeComplaint: no('COMPLAINT_NOT_REGISTERED'),
    admitComplaint: no('COMPLAINT_NOT_REGISTERED'),
    leaveComplaintUnexamined: no('COMPLAINT_NOT_REGISTERED'),
    linkDecision: no('COMPLAINT_NOT_REGISTERED'),
    placeComplaintOnAgenda: no('COMPLAINT_NOT_REGISTERED'),
    returnComplaint: no('COMPLAINT_NOT_ON_AGENDA'),
    decideComplaint: no('COMPLAINT_NOT_ON_AGENDA'),
    publishComplaintDecision: no('COMPLAINT_NOT_DECIDED'),
    renewReceiptCode: to('filed'),
    endDecisionTerm: to('filed'),
  },
  registered: {
    fileComplaint: no('RECORD_EXISTS'),
    registerComplaint: no('COMPLAINT_ALREADY_REGISTERED'),
    takeComplaint: to('registered'),
    admitComplaint: to('admitted'),
    leaveComplaintUnexamined: to('leftUnexamined'),
    linkDecision: no('COMPLAINT_NOT_ADMITTED'),
    placeComplaintOnAgenda: no('COMPLAINT_NOT_ADMITTED'),
    returnComplaint: no('COMPLAINT_NOT_ON_AGENDA'),
    decideComplaint: no('COMPLAINT_NOT_ON_AGENDA'),
    publishComplaintDecision: no('COMPLAINT_NOT_DECIDED'),
    renewReceiptCode: to('registered'),
    endDecisionTerm: to('registered'),
  },
  admitted: {
    fileComplaint: no('RECORD_EXISTS'),
    registerComplaint: no('COMPLAINT_ALREADY_REGISTERED'),
    takeComplaint: to('admitted'),
    admitComplaint: no('COMPLAINT_ALREADY_ADMITTED'),
    leaveComplaintUnexamined: no('COMPLAINT_ALREADY_ADMITTED'),
    linkDecision: to('admitted'),
    placeComplaintOnAgenda: to('onAgenda'),
    returnComplaint: no('COMPLAINT_NOT_ON_AGENDA'),
    decideComplaint: no('COMPLAINT_NOT_ON_AGENDA'),
    publishComplaintDecision: no('COMPLAINT_NOT_DECIDED'),
    renewReceiptCode: to('admitted'),
    endDecisionTerm: to('admitted'),
  },
  onAgenda: {
    fileComplaint: no('RECORD_EXISTS'),
    registerComplaint: no('COMPLAINT_ALREADY_REGISTERED'),
    takeComplaint: no('COMPLAINT_ON_AGENDA'),
    admitComplaint: no('COMPLAINT_ALREADY_ADMITTED'),
    leaveComplaintUnexamined: no('COMPLAINT_ALREADY_ADMITTED'),
    linkDecision: no('COMPLAINT_ON_AGENDA'),
    placeComplaintOnAgenda: no('COMPLAINT_ON_AGENDA'),
    returnComplaint: to('admitted'),
    decideComplaint: to('decided'),
    publishComplaintDecision: no('COMPLAINT_NOT_DECIDED'),
    renewReceiptCode: to('onAgenda'),
    endDecisionTerm: to('onAgenda'),
  },
  decided: {
    fileComplaint: no('RECORD_EXISTS'),
    registerComplaint: no('COMPLAINT_ALREADY_REGISTERED'),
    takeComplaint: no('COMPLAINT_DECIDED'),
    admitComplaint: no('COMPLAINT_DECIDED'),
    leaveComplaintUnexamined: no('COMPLAINT_DECIDED'),
    linkDecision: no('COMPLAINT_DECIDED'),
    placeComplaintOnAgenda: no('COMPLAINT_DECIDED'),
    returnComplaint: no('COMPLAINT_DECIDED'),
    decideComplaint: no('COMPLAINT_DECIDED'),
    publishComplaintDecision: to('published'),
    renewReceiptCode: to('decided'),
    endDecisionTerm: no('TERM_NOT_RUNNING'),
  },
  published: {
    fileComplaint: no('RECORD_EXISTS'),
    registerComplaint: no('COMPLAINT_ALREADY_REGISTERED'),
    takeComplaint: no('COMPLAINT_PUBLISHED'),
    admitComplaint: no('COMPLAINT_PUBLISHED'),
    leaveComplaintUnexamined: no('COMPLAINT_PUBLISHED'),
    linkDecision: no('COMPLAINT_PUBLISHED'),
    placeComplaintOnAgenda: no('COMPLAINT_PUBLISHED'),
    returnComplaint: no('COMPLAINT_PUBLISHED'),
    decideComplaint: no('COMPLAINT_PUBLISHED'),
    publishComplaintDecision: no('COMPLAINT_PUBLISHED'),
    renewReceiptCode: to('published'),
    endDecisionTerm: no('TERM_NOT_RUNNING'),
  },
  leftUnexamined: {
    fileComplaint: no('RECORD_EXISTS'),
    registerComplaint: no('COMPLAINT_ALREADY_REGISTERED'),
    takeComplaint: no('COMPLAINT_LEFT_UNEXAMINED'),
    admitComplaint: no('COMPLAINT_LEFT_UNEXAMINED'),
    leaveComplaintUnexamined: no('COMPLAINT_LEFT_UNEXAMINED'),
    linkDecision: no('COMPLAINT_LEFT_UNEXAMINED'),
    placeComplaintOnAgenda: no('COMPLAINT_LEFT_UNEXAMINED'),
    returnComplaint: no('COMPLAINT_LEFT_UNEXAMINED'),
    decideComplaint: no('COMPLAINT_LEFT_UNEXAMINED'),
    publishComplaintDecision: no('COMPLAINT_LEFT_UNEXAMINED'),
    renewReceiptCode: to('leftUnexamined'),
    endDecisionTerm: no('TERM_NOT_RUNNING'),
  },
};
