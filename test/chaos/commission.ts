import { randomUUID } from 'node:crypto';
import type { Seeded } from '../../dev/demonstration/seeded.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { Outcome } from '../../domain/refusals.ts';
import { agendaItem, voteChoices } from '../../domain/sittings/sitting.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import { moveClock } from '../../operations/clock/move-clock.ts';
import { approvePublicText } from '../../operations/decisions/approve-public-text.ts';
import { checkDraft } from '../../operations/decisions/check-draft.ts';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { placeOnAgenda } from '../../operations/decisions/place-on-agenda.ts';
import { proposePublicText } from '../../operations/decisions/propose-public-text.ts';
import { signDecision } from '../../operations/decisions/sign-decision.ts';
import { currentActor } from '../../operations/people/current-actor.ts';
import { castVote } from '../../operations/sittings/cast-vote.ts';
import { closeSitting } from '../../operations/sittings/close-sitting.ts';
import { closeVote } from '../../operations/sittings/close-vote.ts';
import { openSitting } from '../../operations/sittings/open-sitting.ts';
import { openVote } from '../../operations/sittings/open-vote.ts';
import { planSitting } from '../../operations/sittings/plan-sitting.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { aDecisionText } from '../builders/complaints.ts';
import type { ProductProcesses } from '../support/product-processes.ts';
import { persist } from './persist.ts';
import type { ClientRun } from './persist.ts';

/** A step of the commission: what it is called, whether it is there already, and how it is done. */
type Step = { name: string; isThere: () => Promise<boolean>; act: () => Promise<Outcome<unknown>> };

/**
 * The commission decides admitted cases one after the other: draft, check, sitting, vote, signature, publication. Each step
 * first looks whether it is there already, so that one whose answer was lost is not done twice. Legal time goes on by
 * a minute to the hour of each sitting.
 */
export async function commission(product: ProductProcesses, random: Seeded, run: ClientRun): Promise<void> {
  const leftAlone = new Set<string>();
  while (!run.signal.aborted) {
    const complaintId = await persist(run, () => admittedCase(product, [...leftAlone]));
    if (complaintId === undefined) {
      await run.done.after(1, 60_000).catch(() => undefined);
      continue;
    }
    if (!(await decide(product, complaintId, random, run))) leftAlone.add(complaintId);
  }
}

async function decide(
  product: ProductProcesses,
  complaintId: string,
  random: Seeded,
  run: ClientRun,
): Promise<boolean> {
  for (const step of stepsOf(product, complaintId, random)) {
    if (!(await take(step, run))) return false;
  }
  return true;
}

async function take({ name, isThere, act }: Step, run: ClientRun): Promise<boolean> {
  const code = await persist(run, async () => {
    if (await isThere()) return 'done';
    const outcome = await act();
    return outcome.ok ? 'done' : outcome.refusal.code;
  });
  if (code === 'done') run.done.acted(name);
  else run.done.refused(`${name} ${code}`);
  return code === 'done';
}

function* stepsOf(product: ProductProcesses, complaintId: string, random: Seeded): Generator<Step> {
  const { context, cec, electionId, commissionId } = product;
  const { chair, members, lawyers, secretary } = cec;
  const actor = (personId: string) => currentActor(context, personId);
  const stateOf = async <State>(id: string, subject: string) =>
    (await readRecordState<State & ComplaintState>(context.database, id, subject))?.state as State | undefined;
  const complaint = () => stateOf<ComplaintState>(complaintId, 'complaint');
  const decision = async () => {
    const { decisionId } = (await complaint()) ?? {};
    return decisionId ? stateOf<DecisionState>(decisionId, 'decision') : undefined;
  };
  const sittingId = randomUUID();
  const sitting = () => stateOf<SittingState>(sittingId, 'sitting');
  const item = async () => {
    const state = await sitting();
    return state?.items[0] && agendaItem(state, state.items[0].itemId);
  };
  const itemId = async () => (await item())?.itemId ?? '';
  const decisionId = async () => (await complaint())?.decisionId ?? '';
  const present = [chair, ...members.slice(0, 5 + random.below(2))];
  const choices = Object.fromEntries(present.slice(-1).map((last) => [last, random.pick(voteChoices)]));

  yield {
    name: 'draft-decision',
    isThere: async () => (await decision()) !== undefined,
    act: async () =>
      draftDecision(context, await actor(lawyers[0]), { complaintId, outcome: 'granted', text: aDecisionText() }),
  };
  yield {
    name: 'check-draft',
    isThere: async () => (await decision())?.check?.result === 'passed',
    act: async () => {
      const textHash = (await decision())?.textHash ?? '';
      const request = { decisionId: await decisionId(), textHash, result: 'passed', remarks: '' } as const;
      return checkDraft(context, await actor(lawyers[1]), request);
    },
  };
  yield {
    name: 'plan-sitting',
    isThere: async () => (await sitting()) !== undefined,
    act: async () => {
      const startsAt = addMilliseconds((await context.clock()).legal, 60_000);
      return planSitting(context, await actor(secretary), { commissionId, electionId, startsAt, sittingId });
    },
  };
  yield {
    name: 'place-on-agenda',
    isThere: async () => (await complaint())?.status === 'onAgenda',
    act: async () => placeOnAgenda(context, await actor(lawyers[0]), { complaintId, sittingId }),
  };
  yield {
    name: 'move-clock',
    isThere: async () => (await context.clock()).legal >= ((await sitting())?.startsAt ?? ''),
    act: async () => moveClock(context, await actor(chair), { to: (await sitting())!.startsAt }),
  };
  yield {
    name: 'open-sitting',
    isThere: async () => (await sitting())?.status !== 'planned',
    act: async () => openSitting(context, await actor(chair), { sittingId, present }),
  };
  yield {
    name: 'open-vote',
    isThere: async () => (await item())?.state !== 'pending',
    act: async () => openVote(context, await actor(chair), { sittingId, itemId: await itemId() }),
  };
  for (const member of present) {
    yield {
      name: 'cast-vote',
      isThere: async () => (await item())?.votes[member] !== undefined,
      act: async () =>
        castVote(context, await actor(member), { sittingId, itemId: await itemId(), choice: choices[member] ?? 'for' }),
    };
  }
  yield {
    name: 'close-vote',
    isThere: async () => (await item())?.state === 'adopted',
    act: async () => closeVote(context, await actor(chair), { sittingId, itemId: await itemId() }),
  };
  yield {
    name: 'sign-decision',
    isThere: async () => ((await decision())?.signedAt ?? null) !== null,
    act: async () => signDecision(context, await actor(chair), { decisionId: await decisionId() }),
  };
  yield {
    name: 'close-sitting',
    isThere: async () => (await sitting())?.status === 'closed',
    act: async () => closeSitting(context, await actor(chair), { sittingId }),
  };
  yield {
    name: 'propose-public-text',
    isThere: async () => ((await decision())?.publicTextHash ?? null) !== null,
    act: async () => proposePublicText(context, await actor(lawyers[0]), { decisionId: await decisionId(), marks: [] }),
  };
  yield {
    name: 'approve-public-text',
    isThere: async () => ((await decision())?.publishedAt ?? null) !== null,
    act: async () => {
      const publicTextHash = (await decision())?.publicTextHash ?? '';
      const request = { decisionId: await decisionId(), publicTextHash, dissents: [] };
      return approvePublicText(context, await actor(lawyers[1]), request);
    },
  };
}

/** The admitted case that has waited longest, of those that the rules have not stopped. */
async function admittedCase({ context }: ProductProcesses, leftAlone: readonly string[]): Promise<string | undefined> {
  const [row] = await context.database.query<{ id: string }>({
    text: `select id from complaint where status = 'admitted' and id <> all($1::uuid[]) order by received_at limit 1`,
    values: [leftAlone],
  });
  return row?.id;
}
