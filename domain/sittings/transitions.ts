import type { Answer, TransitionTable } from '../records/subject.ts';
import type { RefusalCode } from '../refusals.ts';
import type { SittingStatus } from './sitting.ts';

export const sittingActs = [
  'planSitting',
  'addAgendaItem',
  'removeAgendaItem',
  'openSitting',
  'recordAttendance',
  'openVote',
  'recuseMember',
  'castVote',
  'closeVote',
  'attachDissent',
  'closeSitting',
] as const;
export type SittingAct = (typeof sittingActs)[number];

const to = (status: SittingStatus): Answer<SittingStatus> => ({ to: status });
const no = (code: RefusalCode): Answer<SittingStatus> => ({ refuse: code });

/** The course of a sitting: every status answers every act. */
export const sittingTransitions: TransitionTable<SittingStatus, SittingAct> = {
  none: {
    planSitting: to('planned'),
    addAgendaItem: no('SITTING_NOT_PLANNED'),
    removeAgendaItem: no('SITTING_NOT_PLANNED'),
    openSitting: no('SITTING_NOT_PLANNED'),
    recordAttendance: no('SITTING_NOT_PLANNED'),
    openVote: no('SITTING_NOT_PLANNED'),
    recuseMember: no('SITTING_NOT_PLANNED'),
    castVote: no('SITTING_NOT_PLANNED'),
    closeVote: no('SITTING_NOT_PLANNED'),
    attachDissent: no('SITTING_NOT_PLANNED'),
    closeSitting: no('SITTING_NOT_PLANNED'),
  },
  planned: {
    planSitting: no('RECORD_EXISTS'),
    addAgendaItem: to('planned'),
    removeAgendaItem: to('planned'),
    openSitting: to('open'),
    recordAttendance: no('SITTING_NOT_OPEN'),
    openVote: no('SITTING_NOT_OPEN'),
    recuseMember: no('SITTING_NOT_OPEN'),
    castVote: no('SITTING_NOT_OPEN'),
    closeVote: no('SITTING_NOT_OPEN'),
    attachDissent: no('SITTING_NOT_OPEN'),
    closeSitting: no('SITTING_NOT_OPEN'),
  },
  open: {
    planSitting: no('RECORD_EXISTS'),
    addAgendaItem: to('open'),
    removeAgendaItem: to('open'),
    openSitting: no('SITTING_NOT_PLANNED'),
    recordAttendance: to('open'),
    openVote: to('open'),
    recuseMember: to('open'),
    castVote: to('open'),
    closeVote: to('open'),
    attachDissent: to('open'),
    closeSitting: to('closed'),
  },
  closed: {
    planSitting: no('RECORD_EXISTS'),
    addAgendaItem: no('SITTING_CLOSED'),
    removeAgendaItem: no('SITTING_CLOSED'),
    openSitting: no('SITTING_CLOSED'),
    recordAttendance: no('SITTING_CLOSED'),
    openVote: no('SITTING_CLOSED'),
    recuseMember: no('SITTING_CLOSED'),
    castVote: no('SITTING_CLOSED'),
    closeVote: no('SITTING_CLOSED'),
    attachDissent: to('closed'),
    closeSitting: no('SITTING_CLOSED'),
  },
};
