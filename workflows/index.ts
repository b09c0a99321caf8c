export { registryQuestion } from './registries/registry-question.ts';
export { complaintAdjudication } from './complaints/complaint-adjudication.ts';
