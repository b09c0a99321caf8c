import type { Language } from '../../domain/language.ts';
import type { LedgerCheck } from '../../operations/ledger/ledger-check.ts';
import type { ShownLedgerCheck } from '../../operations/ledger/read-ledger.ts';
import type { FaultKind } from '../../operations/records/fault.ts';
import { dayTimeExact } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';

/** What the page of the ledger says of the check: facts, and what is good or bad in words. */
export type CheckModel = {
  facts: readonly { key: string; value: string }[];
  good: readonly string[];
  bad: readonly { text: string; codes: readonly string[] }[];
  quiet: readonly string[];
};

/** By which sentence everybody is told of a fault; the codes of a sentence stand beside it. */
const sentences: Record<FaultKind, string> = {
  'event-missing': 'events',
  'chain-broken': 'events',
  'event-hash-differs': 'events',
  'commitment-differs': 'events',
  'payload-unreadable': 'events',
  'head-differs': 'events',
  'state-differs': 'shown',
  'projection-differs': 'shown',
  'term-differs': 'shown',
  'term-derived-otherwise': 'shown',
  'publication-differs': 'shown',
  'files-differ': 'documents',
  'document-missing': 'documents',
  'document-damaged': 'documents',
  'document-differs': 'documents',
  'number-series-broken': 'numbers',
  'pack-differs': 'law',
  'pack-missing': 'law',
  'event-not-in-ledger': 'entries',
  'ledger-event-missing': 'entries',
  'ledger-entry-differs': 'entries',
  'ledger-place-missing': 'entries',
  'ledger-stands-still': 'waiting',
  'ledger-shorter-than-published': 'published',
  'ledger-root-differs': 'published',
  'ledger-checkpoint-unreadable': 'published',
  'ledger-published-otherwise': 'published',
  'ledger-check-edited': 'check',
};

/** The result of the check as everybody reads it. */
export function checkModel(language: Language, shown: ShownLedgerCheck): CheckModel {
  const nothing = { facts: [], good: [], bad: [], quiet: [] };
  if (shown.state === 'none') return { ...nothing, quiet: [say(language, 'ledger.check-none')] };
  if (shown.state === 'edited') return { ...nothing, bad: toldOf(language, ['ledger-check-edited']) };
  const { state, check, faults } = shown;
  const stale = { text: say(language, 'ledger.check-stale', { moment: dayTimeExact(language, check.checkedAt) }) };
  const bad = toldOf(language, Object.keys(faults) as FaultKind[]);
  return {
    facts: factsOf(language, check),
    good: state === 'good' ? [say(language, 'ledger.check-good')] : [],
    bad: state === 'stale' ? [{ ...stale, codes: ['ledger-check-stale'] }, ...bad] : bad,
    quiet: [],
  };
}

/** Each sentence once, however many kinds of fault it tells. */
function toldOf(language: Language, kinds: readonly FaultKind[]): CheckModel['bad'] {
  const bySentence = Map.groupBy(kinds, (kind) => sentences[kind]);
  return [...bySentence].map(([sentence, codes]) => ({ text: say(language, `ledger.fault-${sentence}`), codes }));
}

function factsOf(language: Language, check: LedgerCheck) {
  const { checkedAt, published, whole, pass } = check;
  const fact = (key: string, value: string) => ({ key: say(language, `ledger.${key}`), value });
  const wholes = [
    ...(whole
      ? [
          say(language, 'ledger.check-whole-done', {
            moment: dayTimeExact(language, whole.finishedAt),
            n: whole.events,
          }),
        ]
      : []),
    ...(pass
      ? [say(language, 'ledger.check-whole-under-way', { moment: dayTimeExact(language, pass.startedAt) })]
      : []),
  ];
  return [
    fact('check-last', dayTimeExact(language, checkedAt)),
    ...(published ? [fact('check-size', say(language, 'ledger.check-entries', { n: published.size }))] : []),
    ...wholes.map((value) => fact('check-whole', value)),
  ];
}
