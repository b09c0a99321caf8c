import { complaintAct } from './complaint-act.ts';

/** The holder admits the complaint to consideration. */
export const admitComplaint = complaintAct('admitComplaint');
