import { deriveDeadline } from '../../../domain/law/counting/derive-deadline.ts';
import type { LawPack } from '../../../domain/law/law-pack.ts';
import { millisecondsBetween } from '../../../domain/time/instant.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { OperationContext } from '../../../operations/context.ts';
import type { Verdict } from './verdict.ts';

type Term = {
  recordId: string;
  term: string;
  rule: string;
  baseEvent: string;
  baseAt: Instant;
  dueAt: Instant | null;
  state: string;
  endedAt: Instant | null;
  hasAlterations: boolean;
  hasBase: boolean;
};

/** A term ends at the latest so long after its end: the grace of a minute and a round of the worker. */
const longestUnendedMs = 120_000;

/**
 * No deadline is wrong: each starts at the instant of an event of its record, ends where the domain counts to from there,
 * is met only by what came before its end and missed only after it, and none runs on when it is over.
 */
export async function judgeTerms(context: OperationContext, pack: LawPack): Promise<Verdict> {
  const { legal } = await context.clock();
  const terms = await context.database.query<Term>({
    text: `select d.record_id as "recordId", term, rule, base_event as "baseEvent", base_at as "baseAt", due_at as "dueAt", state,
        ended_at as "endedAt", jsonb_array_length(alterations) > 0 as "hasAlterations",
        exists (select from event e where e.record_id = d.record_id and e.legal_at = d.base_at)
          or base_at in (select due_at from deadline o where o.record_id = d.record_id) as "hasBase"
      from deadline d order by 1, 2`,
  });
  const faults = terms.flatMap((term) =>
    faultsOf(term, pack, legal).map((fault) => `${term.recordId} ${term.term} ${fault}`),
  );
  return { judge: 'terms', looked: terms.length, faults };
}

function faultsOf(term: Term, pack: LawPack, legal: Instant): string[] {
  const { rule: ruleId, baseAt, baseEvent, dueAt, state, endedAt, hasAlterations, hasBase } = term;
  const derived = deriveDeadline({ pack, ruleId, baseAt, baseEvent, votingDay: pack.votingDay });
  const faults: string[] = [];
  if (!hasBase) faults.push(`counts from ${baseAt}, when nothing happened`);
  if (!hasAlterations && derived.dueAt !== dueAt) faults.push(`ends at ${dueAt} and should at ${derived.dueAt}`);
  if (dueAt === null) return faults;
  if (state === 'running' && millisecondsBetween(dueAt, legal) > longestUnendedMs) faults.push('is over and runs on');
  if (state === 'met' && (endedAt === null || endedAt >= dueAt)) faults.push(`was met at ${endedAt}, after its end`);
  if (['missed', 'metLate'].includes(state) && (endedAt === null || endedAt < dueAt))
    faults.push(`is ${state} though it ended at ${endedAt}, before its end`);
  return faults;
}
