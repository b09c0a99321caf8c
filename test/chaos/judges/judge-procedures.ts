import { Client, Connection } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseFacts } from '../../../domain/complaints/case-facts.ts';
import { procedureId } from '../../../integrations/temporal/engine.ts';
import type { OperationContext } from '../../../operations/context.ts';
import { readCaseFacts } from '../../../operations/deadlines/read-case-facts.ts';
import type { Wait } from '../../../workflows/complaints/follow-case.ts';
import type { Verdict } from './verdict.ts';

const atOnce = 8;
/** On a machine whose cores are all taken an activity has waited twenty seconds for its turn. */
const usualPatienceMs = 90_000;

type Engine = { address: string; taskQueue: string; only?: string; patienceMs?: number };

/**
 * Every open case has a living procedure in the engine, on the queue of the present bundle, and it waits for what the
 * facts of the case say is next; a case that has ended has none. `only` names the one case to be looked at; `patienceMs` is for a case between two waits.
 */
export async function judgeProcedures(
  context: OperationContext,
  { address, taskQueue, only, patienceMs = usualPatienceMs }: Engine,
): Promise<Verdict> {
  const cases = await context.database.query<{ id: string; number: string; isOpen: boolean }>({
    text: `select id, number, status not in ('closed', 'forwarded', 'withdrawn') as "isOpen" from complaint
      where $1::text is null or number = $1 order by number`,
    values: [only ?? null],
  });
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection });
  const faults: string[] = [];
  const next = cases.values();
  const lane = async (): Promise<void> => {
    for (const { id, number, isOpen } of next) {
      const facts = await readCaseFacts(context, id);
      const wanted = isOpen && facts.ok ? stepOf(facts.value) : 'nothing';
      const found = await untilSteady(() => standsAt(workflow.getHandle(procedureId(id)), taskQueue), {
        wanted,
        patienceMs,
      });
      if (found !== wanted) faults.push(`the procedure of ${number} waits for ${found} and should for ${wanted}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, lane));
  } finally {
    await connection.close();
  }
  return { judge: 'procedures', looked: cases.length, faults: faults.toSorted() };
}

type Handle = ReturnType<Client['workflow']['getHandle']>;

async function standsAt(handle: Handle, taskQueue: string): Promise<string> {
  const described = await handle.describe();
  if (described.status.name !== 'RUNNING') return 'nothing';
  if (described.taskQueue !== taskQueue) return `another bundle (${described.taskQueue})`;
  return (await handle.query<Wait | null>('position'))?.step ?? 'a look at the facts';
}

/** A procedure may be between two waits: it is looked at again for a while. */
async function untilSteady(
  look: () => Promise<string>,
  { wanted, patienceMs }: { wanted: string; patienceMs: number },
): Promise<string> {
  const begun = performance.now();
  for (;;) {
    const found = await look().catch((error: unknown) => (Error.isError(error) ? error.name : 'an error'));
    if (found === wanted || performance.now() - begun > patienceMs) return found;
    await sleep(100);
  }
}

/** What a case waits for, by its facts. */
function stepOf(facts: CaseFacts): Wait['step'] {
  if (facts.isLeftUnexamined) return 'appeal';
  if (facts.isDecided) return facts.isPublished ? 'appeal' : 'publication';
  if (facts.isOnAgenda) return 'decision';
  if (facts.isDrafted) return 'agenda';
  if (facts.isAdmitted) return 'draft';
  if (facts.isReturnedForDefects) return 'cure';
  return facts.isRegistered ? 'admissibility' : 'registration';
}
