import type { ComplaintKind, ComplaintStatus } from '../../domain/complaints/complaint.ts';

/** What every list shows of a case: which it is, where it stands, what it is about and where it happened. */
export type CaseHead = {
  id: string;
  number: string;
  status: ComplaintStatus;
  kind: ComplaintKind;
  territory: string | null;
  precinct: string | null;
};

/** The columns of `CaseHead` from `complaint c`. */
export const caseHead = 'c.id, c.number, c.status, c.kind, c.territory, c.precinct';
