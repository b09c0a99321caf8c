import { granted, refuse } from '../refusals.ts';
import { ruleForDecision } from '../law/counting/rule-for-decision.ts';
import type { Instant } from '../time/instant.ts';
import type {
  ComplainantKind,
  ComplaintKind,
  ComplaintState,
  FilingChannel,
  FilingWarning,
  ProceedingsLanguage,
  RepresentedKind,
  RespondentKind,
} from './complaint.ts';
import { entryPayload, judgeEntry } from './desk-entry.ts';
import type { DeskEntry } from './desk-entry.ts';
import type { Act, PlainAct } from './complaint-act.ts';

/** What a filing commits to; texts, names and contacts are private and covered by `statementHash`. */
export type FileComplaintInput = {
  kind: ComplaintKind;
  respondentKind: RespondentKind;
  complainantKind: ComplainantKind;
  /** Whom a representative speaks for, and what else is there only when it was said; null or absent: not said. */
  representedKind?: RepresentedKind | null;
  /** Key of the commission complained of, or its kind. */
  respondentCommission?: string | null;
  proceedings?: ProceedingsLanguage | null;
  /** Who vouches for the name; null: nobody. */
  identity?: 'esi' | null;
  /** When the first submit of the same draft was refused. */
  firstAttemptAt?: Instant | null;
  territory: string | null;
  precinct: string | null;
  language: 'ky' | 'ru' | 'en';
  channel: FilingChannel;
  warnings: readonly FilingWarning[];
  statementHash: string;
  fileHashes: readonly string[];
  /** The complaint whose outcome, or whose missing outcome, is attacked. */
  attacks?: string | null;
  /** What a clerk says of a complaint that came on paper, by mail or orally. */
  entry?: DeskEntry;
};

/** A complaint that another commission of the election had first: from which case, and when it was received there. */
export type ReceiveForwardedInput = FileComplaintInput & { forwardedFrom: string; firstReceivedAt: Instant };

const numbering: NonNullable<Act<FileComplaintInput>['numbering']> = (_input, { commission, votingDay }) => ({
  prefix: 'K',
  commissionId: commission.id,
  kind: 'complaint',
  year: Number(votingDay.slice(0, 4)),
});

export const fileComplaint: Act<FileComplaintInput> = {
  access: { complainant: true, own: ['clerk'] },
  numbering,
  decide: (_state, input, { actor, receivedAt: now, pack, votingDay, number }) => {
    const { fileHashes, entry, ...said } = input;
    const judged = judgeEntry({ actor, channel: input.channel, entry }, { now, pack, votingDay });
    if (!judged.ok) return judged;
    const receivedAt = entry?.receivedAt ?? now;
    return granted({
      events: [
        {
          kind: 'COMPLAINT_FILED',
          payload: {
            ...withoutGaps(said),
            number,
            receivedAt,
            ...(entry === undefined ? {} : entryPayload(entry, now)),
            fileCount: fileHashes.length,
            fileHashes,
          },
        },
      ],
      terms: [
        {
          change: 'start',
          rule: ruleForDecision(pack, receivedAt, votingDay),
          base: receivedAt,
          baseEvent: 'COMPLAINT_FILED',
        },
      ],
      notices: ['filed'],
    });
  },
};

/** What was said: an optional field of an event is absent, never null. */
function withoutGaps(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));
}

/**
 * A forwarded complaint becomes a case at the commission it was sent to, with a number of its own. Whether the term to decide
 * counts from its arrival or from the first receipt is a value of the pack.
 */
export const receiveForwarded: Act<ReceiveForwardedInput> = {
  access: { system: true },
  numbering,
  decide: (state, { firstReceivedAt, ...input }, context) => {
    const filed = fileComplaint.decide(state, input, context);
    if (!filed.ok || context.pack.complaints.forwardedTermFromArrival.value) return filed;
    const terms = (filed.value.terms ?? []).map((term) =>
      term.change === 'start' ? { ...term, base: firstReceivedAt } : term,
    );
    return granted({ ...filed.value, terms });
  },
};

/** The commission that forwarded learns the number of the case there; both cases name each other. */
export const confirmForwarded: Act<{ complaintId: string }> = {
  access: { system: true },
  decide: (state, { complaintId }, { related }) => {
    const arrived = related(complaintId) as ComplaintState | undefined;
    if (!state || arrived?.forwardedFrom !== state.id) return refuse('NOT_FOUND');
    if (state.forwardedCase) return refuse('RECORD_EXISTS');
    const { commissionId, number } = arrived;
    return granted({
      events: [{ kind: 'FORWARD_ARRIVED', payload: { complaintId, commissionId, number } }],
      notices: ['forwardArrived'],
    });
  },
};

export const registerComplaint: PlainAct = {
  access: { own: ['clerk', 'lawyer'] },
  decide: () => granted({ events: [{ kind: 'COMPLAINT_REGISTERED', payload: {} }], notices: ['registered'] }),
};
