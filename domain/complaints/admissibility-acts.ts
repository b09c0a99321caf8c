import { granted, refuse } from '../refusals.ts';
import { appealTermOf } from './appeal-acts.ts';
import type { Act, PlainAct } from './complaint-act.ts';
import { byHolder } from './complaint-act.ts';
import { nextTermKey, resumeDecision, supersedeAll, suspendDecision, termsOfOutcome } from './complaint-terms.ts';
import type { ComplaintDefect, ForwardTarget, UnexaminedGround } from './complaint.ts';

export const admitComplaint: PlainAct = {
  access: { own: ['lawyer'] },
  decide: byHolder(() => granted({ events: [{ kind: 'COMPLAINT_ADMITTED', payload: {} }], notices: ['admitted'] })),
};

export const leaveComplaintUnexamined: Act<{ ground: UnexaminedGround }> = {
  access: { own: ['lawyer'] },
  decide: byHolder((state, { ground }, context) =>
    granted({
      events: [{ kind: 'COMPLAINT_LEFT_UNEXAMINED', payload: { ground } }],
      terms: [...termsOfOutcome(state), appealTermOf(state, context, 'COMPLAINT_LEFT_UNEXAMINED')],
      notices: ['leftUnexamined'],
    }),
  ),
};

/**
 * The complaint goes back to its complainant with the defects by name. A term to cure runs; whether the term to decide
 * stands still meanwhile is a value of the pack.
 */
export const returnForDefects: Act<{ defects: readonly ComplaintDefect[]; paperHash: string }> = {
  access: { own: ['lawyer'] },
  decide: byHolder((state, { defects, paperHash }, { receivedAt, pack }) => {
    if (defects.length === 0) return refuse('DEFECTS_REQUIRED');
    return granted({
      events: [{ kind: 'COMPLAINT_RETURNED_FOR_DEFECTS', payload: { defects, paperHash } }],
      terms: [
        ...(pack.complaints.cureSuspendsDecision.value ? suspendDecision(state, 'returnedForDefects') : []),
        {
          change: 'start',
          rule: 'complaint_cure',
          term: nextTermKey(state, 'complaint_cure'),
          base: receivedAt,
          baseEvent: 'COMPLAINT_RETURNED_FOR_DEFECTS',
        },
      ],
      notices: ['returnedForDefects'],
    });
  }),
};

/** What the complainant sends to cure the defects. A person looks at it; nothing is judged here. */
export const cureDefects: Act<{ paperHash: string; fileHashes: readonly string[] }> = {
  access: { complainant: true, own: ['clerk'] },
  decide: (state, { paperHash, fileHashes }, { receivedAt }) =>
    granted({
      events: [{ kind: 'COMPLAINT_DEFECTS_CURED', payload: { paperHash, fileHashes } }],
      terms: [...cureTerm(state), ...resumeDecision(state, receivedAt, 'defectsCured')],
      notices: ['defectsCured'],
    }),
};

/** Nothing came within the term to cure: the case goes on, and a lawyer decides whether it is left unexamined. */
export const endCureTerm: Act<{ term: string }> = {
  access: { system: true },
  decide: (state, { term: key }, { receivedAt }) => {
    const term = state?.terms[key];
    if (term?.rule !== 'complaint_cure' || term.state !== 'running' || term.due === null)
      return refuse('TERM_NOT_RUNNING');
    if (receivedAt < term.due) return refuse('TERM_NOT_OVER');
    return granted({
      events: [{ kind: 'COMPLAINT_NOT_CURED', payload: { due: term.due } }],
      terms: [{ change: 'miss', term: key }, ...resumeDecision(state, receivedAt, 'notCured')],
      notices: ['notCured'],
    });
  },
};

/** The complaint belongs to somebody else and is sent there with its file; here nothing is decided on the merits. */
export const forwardComplaint: Act<{ to: ForwardTarget; commissionId?: string; paperHash: string }> = {
  access: { own: ['lawyer'] },
  decide: byHolder((state, { to, commissionId, paperHash }) => {
    if (state?.joinedTo) return refuse('COMPLAINT_JOINED');
    if ((state?.joined.length ?? 0) > 0) return refuse('COMPLAINT_LEADS_OTHERS');
    const payload = { to, paperHash, ...(commissionId === undefined ? {} : { commissionId }) };
    return granted({
      events: [{ kind: 'COMPLAINT_FORWARDED', payload }],
      terms: supersedeAll(state, 'forwarded'),
      notices: ['forwarded'],
    });
  }),
};

function cureTerm(state: Parameters<typeof resumeDecision>[0]) {
  return Object.values(state?.terms ?? {})
    .filter(({ rule, state: stands }) => rule === 'complaint_cure' && stands === 'running')
    .map(({ term }) => ({ change: 'meet', term }) as const);
}
