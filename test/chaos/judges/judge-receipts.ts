import type { OperationContext } from '../../../operations/context.ts';
import type { ReceiptedFiling } from '../acts-done.ts';
import type { Verdict } from './verdict.ts';

type Filed = { number: string; commitment: string; hashes: string[] };

/**
 * Nothing that was receipted is lost: every number that a client was given is a complaint with the commitment of its
 * receipt and the files that were sent and the statement, by SHA-256 and in their order; no two filings got one number.
 */
export async function judgeReceipts(
  { database }: OperationContext,
  receipts: readonly ReceiptedFiling[],
): Promise<Verdict> {
  const rows = await database.query<Filed>({
    text: `select c.number, encode(e.commitment, 'hex') as commitment,
        (select coalesce(json_agg(d.sha256 order by d.position), '[]') from document d
          where d.record_id = c.id and d.state = 'filed') as hashes
      from complaint c join event e on e.record_id = c.id and e.seq = 1`,
  });
  const filed = new Map(rows.map((row) => [row.number, row]));
  const faults: string[] = [];
  for (const { number, commitment, hashes } of receipts) {
    const found = filed.get(number);
    if (found === undefined) faults.push(`${number} was receipted and is not there`);
    else if (found.commitment !== commitment) faults.push(`${number} is another filing than the receipt says`);
    else if (found.hashes.join() !== hashes.join()) faults.push(`${number} has other files than were sent`);
  }
  const given = receipts.map(({ number }) => number);
  for (const number of new Set(given.filter((one, place) => given.indexOf(one) !== place)))
    faults.push(`${number} was given to two filings`);
  return { judge: 'receipts', looked: receipts.length, faults };
}
