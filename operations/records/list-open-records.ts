import { listOpenComplaintIds } from '../../persistence/records/list-open-records.ts';
import type { OperationContext } from '../context.ts';

const pageSize = 500;

/** Every complaint whose procedure has not ended: neither closed nor forwarded nor withdrawn. */
export async function* listOpenRecords(context: OperationContext): AsyncGenerator<string> {
  for (let after: string | null = null; ;) {
    const ids: string[] = await listOpenComplaintIds(context.database, { after, limit: pageSize });
    yield* ids;
    if (ids.length < pageSize) return;
    after = ids.at(-1) ?? null;
  }
}
