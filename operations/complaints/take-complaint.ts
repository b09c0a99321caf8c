import { complaintAct } from './complaint-act.ts';

/** A lawyer takes the case and holds it from here on; taking it from a colleague is recorded with both. */
export const takeComplaint = complaintAct('takeComplaint');
