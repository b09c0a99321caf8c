import type { Seeded } from '../../dev/demonstration/seeded.ts';
import type { ComplaintStatus } from '../../domain/complaints/complaint.ts';
import { browserSessions } from '../../operations/people/browser-sessions.ts';
import { aBrowser, hiddenFields } from '../support/desk.ts';
import type { Browser, Fields } from '../support/desk.ts';
import type { ProductProcesses } from '../support/product-processes.ts';
import { machineAt } from '../support/machine-at.ts';
import { anAddress } from './an-address.ts';
import { expectAnswer, persist } from './persist.ts';
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
    clerk: await atTheDesk(product, cec.clerk, random),
    lawyer: await atTheDesk(product, cec.lawyers[0], random),
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
      const shown = await browsers[by].get(page ?? `/en/cases/${chosen.id}`);
      expectAnswer(shown);
      if (!shown.text.includes(`action="${action}"`)) return leaveAlone(chosen.id, `${act} without a form`);
      wasSent = true;
      const answer = await browsers[by].post(action, { ...hiddenFields(shown.text, action), ...fields });
      expectAnswer(answer);
      if ((await versionOf(chosen.id)) > chosen.version) return run.done.acted(act);
      return leaveAlone(chosen.id, `${act} ${answer.status}`);
    });
  }

  /** The case has gone on meanwhile, or it cannot be done. */
  function leaveAlone(id: string, what: string): void {
    leftAlone.add(id);
    run.done.refused(what);
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
    return {
      act: 'return-for-defects',
      by: 'lawyer',
      page,
      fields: { next: 'send', defects: ['evidence'], text: 'Далилди тиркеңиз.' },
    };
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

/** A browser in which the person is signed in, on a machine of its own. */
async function atTheDesk({ context, desk }: ProductProcesses, personId: string, random: Seeded): Promise<Browser> {
  const sessions = browserSessions(context.database, 'desk', { idleMinutes: 600, absoluteMinutes: 600 });
  const { token } = await sessions.start({ personId, pending: null });
  const browser = aBrowser(desk, machineAt(anAddress(random)).fetch);
  browser.setCookie(`shailoo_desk=${token}`);
  return browser;
}
