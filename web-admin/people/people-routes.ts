import { staffReads } from '../../domain/access/reading.ts';
import { appoints } from '../../domain/people/appoints.ts';
import { absenceSubject } from '../../domain/people/absence.ts';
import type { DeskRoute } from '../route.ts';
import { endAbsenceAct, recordAbsenceAct } from './absence-acts.ts';
import {
  confirmAppointmentAct,
  endAppointmentAct,
  proposeAppointmentAct,
  withdrawAppointmentAct,
} from './appointment-acts.ts';
import { peoplePage } from './people-page.ts';

const { recordAbsence, endAbsence } = absenceSubject.acts;

export const peopleRoutes: readonly DeskRoute[] = [
  {
    method: 'get',
    path: '/people',
    permission: staffReads,
    audit: 'people.listAppointments',
    handler: (visit) => peoplePage(visit),
  },
  {
    method: 'post',
    path: '/people/propose-appointment',
    permission: appoints,
    audit: 'appointment.proposeAppointment',
    handler: proposeAppointmentAct,
  },
  {
    method: 'post',
    path: '/people/:id/confirm-appointment',
    permission: appoints,
    audit: 'appointment.confirmAppointment',
    handler: confirmAppointmentAct,
  },
  {
    method: 'post',
    path: '/people/:id/withdraw-appointment',
    permission: appoints,
    audit: 'appointment.withdrawAppointment',
    handler: withdrawAppointmentAct,
  },
  {
    method: 'post',
    path: '/people/:id/end-appointment',
    permission: appoints,
    audit: 'appointment.endAppointment',
    handler: endAppointmentAct,
  },
  {
    method: 'post',
    path: '/people/record-absence',
    permission: recordAbsence?.access ?? {},
    audit: 'absence.recordAbsence',
    handler: recordAbsenceAct,
  },
  {
    method: 'post',
    path: '/people/absences/:id/end-absence',
    permission: endAbsence?.access ?? {},
    audit: 'absence.endAbsence',
    handler: endAbsenceAct,
  },
];
