import { granted } from '../refusals.ts';
import { ruleForDecision } from '../law/counting/rule-for-decision.ts';
import type { ComplainantKind, ComplaintKind, FilingChannel, FilingWarning, RespondentKind } from './complaint.ts';
import { entryPayload, judgeEntry } from './desk-entry.ts';
import type { DeskEntry } from './desk-entry.ts';
import type { Act, PlainAct } from './complaint-act.ts';

/** What a filing commits to; texts, names and contacts are private and covered by `statementHash`. */
export type FileComplaintInput = {
  kind: ComplaintKind;
  respondentKind: RespondentKind;
  complainantKind: ComplainantKind;
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

export const fileComplaint: Act<FileComplaintInput> = {
  access: { complainant: true, own: ['clerk'] },
  numbering: (_input, { commission, votingDay }) => ({
    prefix: 'K',
    commissionId: commission.id,
    kind: 'complaint',
    year: Number(votingDay.slice(0, 4)),
  }),
  decide: (_state, input, { actor, receivedAt: now, pack, votingDay, number }) => {
    const { territory, precinct, fileHashes, attacks, entry, ...rest } = input;
    const judged = judgeEntry({ actor, channel: input.channel, entry }, { now, pack, votingDay });
    if (!judged.ok) return judged;
    const receivedAt = entry?.receivedAt ?? now;
    return granted({
      events: [
        {
          kind: 'COMPLAINT_FILED',
          payload: {
            ...rest,
            ...(territory === null ? {} : { territory }),
            ...(precinct === null ? {} : { precinct }),
            ...(attacks === undefined || attacks === null ? {} : { attacks }),
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

export const registerComplaint: PlainAct = {
  access: { own: ['clerk', 'lawyer'] },
  decide: () => granted({ events: [{ kind: 'COMPLAINT_REGISTERED', payload: {} }], notices: ['registered'] }),
};
