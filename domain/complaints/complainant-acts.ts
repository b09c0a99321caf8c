import { granted, refuse } from '../refusals.ts';
import type { Act } from './complaint-act.ts';
import { supersedeAll } from './complaint-terms.ts';

/** The complainant takes the complaint back: nothing is decided. A joined one leaves the others as they are. */
export const withdrawComplaint: Act<{ paperHash: string }> = {
  access: { complainant: true, own: ['clerk'] },
  decide: (state, { paperHash }) =>
    (state?.joined.length ?? 0) > 0
      ? refuse('COMPLAINT_LEADS_OTHERS')
      : granted({
          events: [{ kind: 'COMPLAINT_WITHDRAWN', payload: { paperHash } }],
          terms: supersedeAll(state, 'withdrawn'),
          notices: ['withdrawn'],
        }),
};

/** More evidence, until the decision. The words that come with it are private; the event holds their hash. */
export const addEvidence: Act<{ paperHash: string; fileHashes: readonly string[] }> = {
  access: { complainant: true, own: ['clerk'] },
  decide: (_state, { paperHash, fileHashes }) =>
    granted({
      events: [{ kind: 'EVIDENCE_ADDED', payload: { paperHash, fileHashes } }],
      notices: ['evidenceAdded'],
    }),
};

/** Another address to write to. The notice goes to the new one; the event holds the hash of what was sent. */
export const changeContact: Act<{ paperHash?: string }> = {
  access: { complainant: true, own: ['clerk'] },
  decide: (_state, { paperHash }) =>
    granted({
      events: [{ kind: 'CONTACT_CHANGED', payload: paperHash === undefined ? {} : { paperHash } }],
      notices: ['contactChanged'],
    }),
};
