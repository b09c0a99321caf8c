import { listOpenComplaintIds } from '../../persistence/records/list-open-records.ts';
import { readCaseFacts } from '../deadlines/read-case-facts.ts';
import type { OperationContext } from '../context.ts';

const pageSize = 500;

/** Every complaint whose procedure has not ended: not decided, not published, or its outcome can still be contested. */
export async function* listOpenRecords(context: OperationContext): AsyncGenerator<string> {
  const { legal } = await context.clock();
  for (let after: string | null = null; ;) {
    const ids: string[] = await listOpenComplaintIds(context.database, legal, { after, limit: pageSize });
    for (const id of ids) if (await isOpen(context, id)) yield id;
    if (ids.length < pageSize) return;
    after = ids.at(-1) ?? null;
  }
}

async function isOpen(context: OperationContext, id: string): Promise<boolean> {
  const facts = await readCaseFacts(context, id);
  if (!facts.ok) return false;
  const { isPublished, isLeftUnexamined, appealRemainingMs } = facts.value;
  return !((isPublished || isLeftUnexamined) && appealRemainingMs === 0);
}
