import { complaintAct } from './complaint-act.ts';

/** A clerk enters the complaint in the register; the public entry has its date from here on. */
export const registerComplaint = complaintAct('registerComplaint');
