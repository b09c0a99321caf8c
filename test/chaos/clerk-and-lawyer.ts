import type { Seeded } from '../../dev/demonstration/seeded.ts';
import type { ComplaintStatus } from '../../domain/complaints/complaint.ts';
import { browserSessions } from '../../operations/people/browser-sessions.ts';
import { aBrowser } from '../support/desk.ts';
import type { Browser, Fields } from '../support/desk.ts';
import type { ProductProcesses } from '../support/product-processes.ts';
import { NoAnswer, persist } from './persist.ts';
import type { ClientRun } from './persist.ts';

type Step = { act: string; by: 'clerk' | 'lawyer'; fields?: Fields; page?: string };
type Chosen = { id: string; status: ComplaintStatus; version: number; holder: string | null };

/**
 * A clerk and a lawyer at the desk, each in a browser, who bring waiting cases one step further: registered, taken,
 * admitted, returned for defects. A page that does not come is loaded anew, and the act is looked for before it is repeated.
 */
export async function clerkAndLawyer(product: ProductProcesses, random: Seeded, run: ClientRun): Promise<void> {
  const { context, cec } = product;
  const browsers = {
    clerk: await atTheDesk(product, cec.clerk),
    lawyer: await atTheDesk(product, cec.lawyers[0]),
  };
  const leftAlone = new Set<string>();
  while (!run.signal.aborted) {
    const chosen = await persist(run, () => choose(product, random, [...leftAlone]));
    if (chosen === undefined) {
      await run.done.after(1, 60_000).catch(() => undefined);
      continue;
    }
    const { act, by, fields = {}, page } = stepFor(chosen, random);
    const action = `/en/cases/${chosen.id}/${act}`;
    let wasSent = false;
    await persist(run, async () => {
      if ((await versionOf(chosen.id)) !== chosen.version) return wasSent ? run.done.acted(act) : undefined;
      wasSent = true;
      const answer = await browsers[by].submit(page ?? `/en/cases/${chosen.id}`, action, fields).catch(asAnswer);
      if (answer.status >= 500 || answer.status === 429) throw new NoAnswer(answer.status);
      if ((await versionOf(chosen.id)) > chosen.version) return run.done.acted(act);
      leftAlone.add(chosen.id);
      return run.done.refused(`${act} ${answer.status}`);
    });
  }

  async function versionOf(id: string): Promise<number> {
    const text = 'select version from record where id = $1';
    const [row] = await context.database.query<{ version: number }>({ text, values: [id] });
    return row?.version ?? 0;
  }
}

function stepFor({ id, status, holder }: Chosen, random: Seeded): Step {
  if (status === 'filed') return { act: 'register-complaint', by: 'clerk' };
  if (holder === null) return { act: 'take-complaint', by: 'lawyer' };
  if (random.below(6) === 0) {
    const page = `/en/cases/${id}/return-for-defects`;
    return { act: 'return-for-defects', by: 'lawyer', page, fields: { next: 'send', defects: ['evidence'] } };
  }
  return { act: 'admit-complaint', by: 'lawyer' };
}

/** One of the cases of the CEC that have waited longest, by the seed; not one that could not be brought further. */
async function choose(
  { context, cec, commissionId }: ProductProcesses,
  random: Seeded,
  leftAlone: readonly string[],
): Promise<Chosen | undefined> {
  const rows = await context.database.query<Chosen>({
    text: `select c.id, c.status, r.version, r.state ->> 'holder' as holder from complaint c join record r using (id)
      where c.commission_id = $2 and c.id <> all($3::uuid[])
        and (c.status = 'filed' or (c.status = 'registered' and coalesce(r.state ->> 'holder', $1) = $1))
      order by c.received_at limit 6`,
    values: [cec.lawyers[0], commissionId, leftAlone],
  });
  return rows.length === 0 ? undefined : random.pick(rows);
}

async function atTheDesk({ context, desk }: ProductProcesses, personId: string): Promise<Browser> {
  const sessions = browserSessions(context.database, 'desk', { idleMinutes: 600, absoluteMinutes: 600 });
  const { token } = await sessions.start({ personId, pending: null });
  const browser = aBrowser(desk);
  browser.setCookie(`shailoo_desk=${token}`);
  return browser;
}

/** The page has no such form: the case has gone on meanwhile, or it cannot be done. */
function asAnswer(error: unknown): { status: number } {
  if (Error.isError(error) && error.message.startsWith('no form for')) return { status: 409 };
  throw error;
}
