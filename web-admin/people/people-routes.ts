import { staffReads } from '../../domain/access/reading.ts';
import { appointmentSubject } from '../../domain/people/appointment.ts';
import type { DeskRoute } from '../route.ts';
import { confirmAppointmentAct, endAppointmentAct, peoplePage, proposeAppointmentAct } from './people-page.ts';

const appoints = appointmentSubject.acts['proposeAppointment']?.access ?? {};

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
    path: '/people/:id/end-appointment',
    permission: appoints,
    audit: 'appointment.endAppointment',
    handler: endAppointmentAct,
  },
];
