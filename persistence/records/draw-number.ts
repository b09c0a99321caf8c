import type { NumberSeries } from '../../domain/records/subject.ts';
import type { Transaction } from '../database.ts';

/** The last lock of the transaction: numbers come without gaps because a refused batch rolls the series back. */
export async function drawNumber(tx: Transaction, series: NumberSeries): Promise<string> {
  const [row] = await tx.query<{ last: number }>({
    name: 'draw-number',
    text: `insert into number_series (commission_id, kind, year, last) values ($1, $2, $3, 1)
      on conflict (commission_id, kind, year) do update set last = number_series.last + 1 returning last`,
    values: [series.commissionId, series.kind, series.year],
  });
  return `${series.prefix}-${series.year}-${String(row?.last ?? 0).padStart(6, '0')}`;
}
