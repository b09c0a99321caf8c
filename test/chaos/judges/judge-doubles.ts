import type { OperationContext } from '../../../operations/context.ts';
import type { ReceiptedFiling } from '../acts-done.ts';
import type { Verdict } from './verdict.ts';

/** Events that a record has once in a round, however often somebody asked. */
const onceARecord = [
  'COMPLAINT_FILED',
  'COMPLAINT_ADMITTED',
  'DECISION_SIGNED',
  'DECISION_PUBLISHED',
  'SITTING_OPENED',
];

/** What can be there twice, as a select of a sentence for each; empty when nothing is. A form that staff have sent has a key too. */
const doubles = {
  key: `select c.number || ' was filed by a program and ' || count(i.key) || ' keys lead to it' as words from complaint c
    left join idempotency i on i.record_id = c.id and i.client not like 'person:%' where c.channel = 'api' group by c.number having count(i.key) <> 1`,
  event: `select record_id || ' has ' || kind || ' ' || count(*) || ' times' as words from event
    where kind = any($1::text[]) group by record_id, kind having count(*) > 1`,
  term: `select record_id || ' was told ' || count(*) || ' times that ' || coalesce(payload::jsonb ->> 'term', payload::jsonb ->> 'rule') || ' has passed' as words
    from event where kind = 'TERM_MISSED' group by record_id, coalesce(payload::jsonb ->> 'term', payload::jsonb ->> 'rule') having count(*) > 1`,
  vote: `select record_id || ' has two votes of one member' as words from event where kind = 'VOTE_CAST'
    group by record_id, payload::jsonb ->> 'itemId', payload::jsonb ->> 'member' having count(*) > 1`,
  notice: `select record_id || ' is owed the notice ' || (body ->> 'notice') || ' of event ' || (body ->> 'seq') || ' '
    || count(*) || ' times' as words from outbox where topic = 'notice'
    group by record_id, body ->> 'notice', body ->> 'seq' having count(*) > 1`,
} as const;

/**
 * Nothing was done twice: one filing for a key, one event of a kind that there can be once, one vote of a member, one
 * notice of an event; every notice that was sent was taken by the mail server under its one Message-ID, and no other was.
 */
export async function judgeDoubles(
  { database }: OperationContext,
  { receipts, mails }: { receipts: readonly ReceiptedFiling[]; mails: ReadonlyMap<string, number> },
): Promise<Verdict> {
  const faults: string[] = [];
  for (const [name, text] of Object.entries(doubles)) {
    const values = name === 'event' ? [onceARecord] : [];
    const rows = await database.query<{ words: string }>({ text, values });
    faults.push(...rows.map(({ words }) => words));
  }
  const [filings] = await database.query<{ n: number }>({
    text: `select count(*)::int as n from event where kind = 'COMPLAINT_FILED'`,
  });
  if (filings?.n !== receipts.length)
    faults.push(`${filings?.n} complaints were filed and ${receipts.length} receipts given`);
  const sent = await database.query<{ id: string }>({
    text: `select record_id || '.' || (body ->> 'seq') || '.' || (body ->> 'notice') as id from outbox
      where topic = 'notice' and done_at is not null and last_error is null`,
  });
  const taken = new Set([...mails.keys()].map((id) => id.slice(0, id.indexOf('@'))));
  for (const { id } of sent) if (!taken.delete(id)) faults.push(`the notice ${id} is said to be sent and was not`);
  for (const id of taken) faults.push(`a mail ${id} was sent that nobody owes`);
  return { judge: 'doubles', looked: receipts.length + sent.length, faults };
}
