import { complaintSubject } from '../complaints/complaint-subject.ts';
import { decisionSubject } from '../decisions/decision-subject.ts';
import { lawEditionSubject } from '../law-editions/law-edition-subject.ts';
import { absenceSubject } from '../people/absence.ts';
import { appointmentSubject } from '../people/appointment.ts';
import { sittingSubject } from '../sittings/sitting-subject.ts';
import type { Subject } from './subject.ts';

/** Every subject the product has: the one table that the engine reads. */
export const subjects = {
  complaint: complaintSubject,
  decision: decisionSubject,
  sitting: sittingSubject,
  appointment: appointmentSubject,
  absence: absenceSubject,
  lawEdition: lawEditionSubject,
} as unknown as Record<string, Subject>;
