import { complaintAct } from './complaint-act.ts';

/** A clerk raises the version of the receipt code: the old code opens nothing any more. */
export const renewReceiptCode = complaintAct('renewReceiptCode');
