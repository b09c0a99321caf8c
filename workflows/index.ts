export { complaintAdjudication } from './complaints/complaint-adjudication.ts';
