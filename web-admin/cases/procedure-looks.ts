import { randomUUID } from 'node:crypto';
import { isOpenRequest } from '../../domain/complaints/body-request.ts';
import { isOpenAppeal } from '../../domain/complaints/case-appeal.ts';
import type { ComplaintStatus } from '../../domain/complaints/complaint.ts';
import { copiesOwed } from '../../domain/complaints/served-copy.ts';
import { isOpenHearing } from '../../domain/complaints/hearing.ts';
import type { Language } from '../../domain/language.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { CaseAct } from '../../operations/records/allowed-acts.ts';
import type { ProcedureAct } from '../../operations/records/procedure-judges.ts';
import type { IconName } from '../../web-kit/icons.ts';
import type { PanelAct } from './case-acts.ts';

/** The sign of each act of the procedure. */
export const procedureIcons: Record<ProcedureAct, IconName> = {
  assignComplaint: 'transfer',
  returnForDefects: 'back',
  forwardComplaint: 'right',
  leaveComplaintUnexamined: 'back',
  formWorkingGroup: 'people',
  sendRequest: 'mail',
  askRegistry: 'search',
  remindBody: 'bell',
  recordAnswer: 'file',
  withdrawRequest: 'cross',
  appointHearing: 'calendar',
  recordHearing: 'pencil',
  cancelHearing: 'cross',
  joinComplaint: 'plus',
  separateComplaint: 'minus',
  extendTerm: 'clock',
  suspendTerm: 'pause',
  resumeTerm: 'hourglass',
  cureDefects: 'tick',
  addEvidence: 'upload',
  changeContact: 'phone',
  withdrawComplaint: 'minus',
  serveCopy: 'mail',
  recordAppeal: 'scales',
  recordAppealResult: 'scales',
  reopenComplaint: 'back',
};

/** The last part of each act's address. */
export const procedurePaths: Record<ProcedureAct, string> = {
  assignComplaint: 'assign-complaint',
  returnForDefects: 'return-for-defects',
  forwardComplaint: 'forward-complaint',
  leaveComplaintUnexamined: 'leave-complaint-unexamined',
  formWorkingGroup: 'form-working-group',
  sendRequest: 'send-request',
  askRegistry: 'ask-registry',
  remindBody: 'remind-body',
  recordAnswer: 'record-answer',
  withdrawRequest: 'withdraw-request',
  appointHearing: 'appoint-hearing',
  recordHearing: 'record-hearing',
  cancelHearing: 'cancel-hearing',
  joinComplaint: 'join-complaint',
  separateComplaint: 'separate-complaint',
  extendTerm: 'extend-term',
  suspendTerm: 'suspend-term',
  resumeTerm: 'resume-term',
  cureDefects: 'cure-defects',
  addEvidence: 'add-evidence',
  changeContact: 'change-contact',
  withdrawComplaint: 'withdraw-complaint',
  serveCopy: 'serve-copy',
  recordAppeal: 'record-appeal',
  recordAppealResult: 'record-appeal-result',
  reopenComplaint: 'reopen-complaint',
};

const ofStatus: Record<ComplaintStatus, readonly CaseAct[]> = {
  filed: ['registerComplaint'],
  registered: ['takeComplaint', 'admitComplaint', 'returnForDefects', 'forwardComplaint', 'leaveComplaintUnexamined'],
  returnedForDefects: ['cureDefects'],
  admitted: ['draftDecision', 'checkDraft', 'placeOnAgenda', 'sendRequest', 'appointHearing'],
  onAgenda: ['signDecision'],
  decided: ['proposePublicText', 'approvePublicText'],
  published: ['recordAppeal'],
  leftUnexamined: ['recordAppeal'],
  forwarded: [],
  withdrawn: [],
  closed: [],
};

/** What presses in the stage of the case: the acts of its status, and those that something open waits for. */
export function pressingActs({ complaint, now }: OpenedCase): CaseAct[] {
  const { status, requests, hearings, appeals, terms } = complaint;
  const waits: readonly [CaseAct, boolean][] = [
    ['recordAnswer', requests.some(isOpenRequest)],
    ['recordHearing', hearings.some((hearing) => isOpenHearing(hearing) && hearing.startsAt <= now)],
    ['recordAppealResult', appeals.some((appeal) => isOpenAppeal(appeal) && appeal.to !== 'upperCommission')],
    ['serveCopy', copiesOwed(complaint).length > 0],
    ['resumeTerm', Object.values(terms).some(({ state }) => state === 'suspended')],
  ];
  return [...ofStatus[status], ...waits.filter(([, doesWait]) => doesWait).map(([act]) => act)];
}

/** An act of one click: on the one thing there is, by a button; where there are several, a link to them. */
export function onOneThing(language: Language, { complaint }: OpenedCase, act: CaseAct): Partial<PanelAct> {
  const base = `/${language}/cases/${complaint.id}`;
  const form = randomUUID();
  if (act === 'separateComplaint') return { isForm: true, fields: { form } };
  if (act === 'cancelHearing') {
    const [only, ...others] = complaint.hearings.filter(isOpenHearing);
    return only && others.length === 0
      ? { isForm: true, fields: { form, hearing: only.id } }
      : { href: `${base}#hearings` };
  }
  if (act !== 'remindBody' && act !== 'withdrawRequest') return {};
  const [only, ...others] = complaint.requests.filter(isOpenRequest);
  return only && others.length === 0
    ? { isForm: true, fields: { form, request: only.id } }
    : { href: `${base}#requests` };
}
