import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import type { Filing } from '../../domain/complaints/filing.ts';
import type { DecisionState } from '../../domain/decisions/decision.ts';
import type { Language } from '../../domain/language.ts';
import { addMilliseconds } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { admitComplaint } from '../../operations/complaints/admit-complaint.ts';
import { saveDraft, startDraft } from '../../operations/complaints/draft.ts';
import { fileDraft } from '../../operations/complaints/file-draft.ts';
import { leaveComplaintUnexamined } from '../../operations/complaints/leave-complaint-unexamined.ts';
import { registerComplaint } from '../../operations/complaints/register-complaint.ts';
import { takeComplaint } from '../../operations/complaints/take-complaint.ts';
import type { OperationContext } from '../../operations/context.ts';
import { approvePublicText } from '../../operations/decisions/approve-public-text.ts';
import { checkDraft } from '../../operations/decisions/check-draft.ts';
import { draftDecision } from '../../operations/decisions/draft-decision.ts';
import { placeOnAgenda } from '../../operations/decisions/place-on-agenda.ts';
import { proposeMarks } from '../../operations/decisions/propose-marks.ts';
import { proposePublicText } from '../../operations/decisions/propose-public-text.ts';
import { signDecision } from '../../operations/decisions/sign-decision.ts';
import { stageDocument } from '../../operations/documents/stage-document.ts';
import type { foundElection } from '../../operations/people/found-election.ts';
import { castVote } from '../../operations/sittings/cast-vote.ts';
import { closeSitting } from '../../operations/sittings/close-sitting.ts';
import { closeVote } from '../../operations/sittings/close-vote.ts';
import { openSitting } from '../../operations/sittings/open-sitting.ts';
import { openVote } from '../../operations/sittings/open-vote.ts';
import { planSitting } from '../../operations/sittings/plan-sitting.ts';
import { recuseMember } from '../../operations/sittings/recuse-member.ts';
import { readRecordState } from '../../persistence/records/read-record.ts';
import { inventDecision, inventFiling, inventPicture } from './invent.ts';
import { must } from './must.ts';
import type { DemonstrationStaff } from './people.ts';
import { inBishkek, sittings } from './plan.ts';
import { sideSteps } from './side-acts.ts';
import type { PlannedComplaint, SittingKey, Stage } from './plan.ts';
import type { Scenario } from './scenarios.ts';
import type { Seeded } from './seeded.ts';

const minute = 60_000;
const hour = 60 * minute;
const stagesInOrder: readonly Stage[] = [
  'filed',
  'registered',
  'taken',
  'admitted',
  'drafted',
  'onAgenda',
  'decided',
  'publicTextProposed',
  'published',
];

/** How far along the straight way a complaint came that then left it. */
const reachedBy: Partial<Record<Stage, Stage>> = {
  returned: 'onAgenda',
  leftUnexamined: 'taken',
  returnedForDefects: 'taken',
  forwarded: 'taken',
  withdrawn: 'registered',
};

/** One act of the script: when, and what somebody does then. */
export type Step = { at: Instant; act: () => Promise<unknown> };

export type Case = PlannedComplaint & {
  language: Language;
  scenario: Scenario;
  lawyer: number;
  id: string;
  itemId: string;
  filing: Filing;
};

/** Turns a plan into timed acts. */
export class Teller {
  readonly #context: OperationContext;
  readonly #staff: DemonstrationStaff;
  readonly #chance: Seeded;
  readonly #meetings: Map<SittingKey, string>;
  #lead: Case | undefined;

  constructor(context: OperationContext, staff: DemonstrationStaff, chance: Seeded, meetings: Map<SittingKey, string>) {
    this.#context = context;
    this.#staff = staff;
    this.#chance = chance;
    this.#meetings = meetings;
  }

  stepsOf(one: Case): Step[] {
    const filed: Step = { at: one.filedAt, act: () => this.#file(one) };
    return [filed, ...this.#examination(one), ...this.#preparation(one), ...this.#side(one)];
  }

  #side(one: Case): Step[] {
    return sideSteps(one, {
      context: this.#context,
      staff: this.#staff,
      lawyer: (of) => this.#lawyer(of),
      lead: () => this.#lead ?? one,
    });
  }

  #examination(one: Case): Step[] {
    const { commission, filedAt } = one;
    const acts: Step[] = [];
    const add = (after: number, act: () => Promise<unknown>): unknown =>
      acts.push({ at: addMilliseconds(filedAt, after), act });
    if (this.#reaches(one, 'registered')) {
      const clerk = async () => this.#staff.actor(commission, 'clerk');
      add(20 * minute, async () => must(registerComplaint(this.#context, await clerk(), { complaintId: one.id })));
    }
    if (this.#reaches(one, 'taken')) {
      add(40 * minute, async () =>
        must(takeComplaint(this.#context, await this.#lawyer(one), { complaintId: one.id })),
      );
    }
    if (one.stage === 'leftUnexamined') {
      const ground = one.ground ?? 'late';
      add(3 * hour, async () =>
        must(leaveComplaintUnexamined(this.#context, await this.#lawyer(one), { complaintId: one.id, ground })),
      );
    } else if (this.#reaches(one, 'admitted')) {
      add(2 * hour, async () => must(admitComplaint(this.#context, await this.#lawyer(one), { complaintId: one.id })));
    }
    return acts;
  }

  #preparation(one: Case): Step[] {
    if (!this.#reaches(one, 'drafted')) return [];
    const outcome = one.outcome ?? 'granted';
    const draft: Step = {
      at: addMilliseconds(one.filedAt, 5 * hour),
      act: async () => {
        const text = inventDecision(one.scenario, one.language, outcome, one.filing);
        await must(draftDecision(this.#context, await this.#lawyer(one), { complaintId: one.id, outcome, text }));
      },
    };
    if (one.sitting === undefined) return [draft];
    const check: Step = { at: addMilliseconds(draft.at, 20 * minute), act: () => this.#check(one) };
    const key = one.sitting;
    const { plannedAt } = sittings[key];
    const earliest = check.at > plannedAt ? check.at : plannedAt;
    const place: Step = {
      at: addMilliseconds(earliest, 30 * minute),
      act: async () => {
        const request = { complaintId: one.id, sittingId: this.#sitting(key) };
        one.itemId = (await must(placeOnAgenda(this.#context, await this.#lawyer(one), request))).itemId;
      },
    };
    return [draft, check, place];
  }

  sittingSteps(key: SittingKey, founded: Awaited<ReturnType<typeof foundElection>>, cases: readonly Case[]): Step[] {
    const { commission, plannedAt, startsAt, absent } = sittings[key];
    const plan: Step = {
      at: plannedAt,
      act: async () => {
        const planner = await this.#staff.actor(commission, 'chair');
        const request = { commissionId: founded.commissions[commission], electionId: founded.electionId, startsAt };
        this.#meetings.set(key, (await must(planSitting(this.#context, planner, request))).sittingId);
      },
    };
    if (startsAt > inBishkek(11, '10:00')) return [plan];
    const members = this.#staff.members(commission);
    const present = members.slice(0, members.length - absent);
    const items = cases.filter((one) => one.sitting === key);
    const open: Step = {
      at: startsAt,
      act: async () =>
        must(openSitting(this.#context, await this.#chair(commission), { sittingId: this.#sitting(key), present })),
    };
    const end: Step = {
      at: addMilliseconds(startsAt, (items.length * 10 + 20) * minute),
      act: async () =>
        must(closeSitting(this.#context, await this.#chair(commission), { sittingId: this.#sitting(key) })),
    };
    const votes = items.map((one, index) => ({
      at: addMilliseconds(startsAt, (index * 10 + 5) * minute),
      act: () => this.#vote(one, key, present),
    }));
    return [plan, open, ...votes, end, ...items.flatMap((one, index) => this.#publication(one, startsAt, index))];
  }

  async #file(one: Case): Promise<void> {
    const { token } = await startDraft(this.#context, one.language);
    one.filing = inventFiling(one, one.scenario, one.language, this.#chance);
    const draft = await must(saveDraft(this.#context, token, one.filing));
    const pictures = this.#chance.below(3);
    for (let picture = 1; picture <= pictures; picture += 1) {
      const bytes = await inventPicture(this.#chance);
      const source = (async function* () {
        yield bytes;
      })();
      await must(stageDocument(this.#context, { draftId: draft.id }, `photo-${picture}.png`, source));
    }
    one.id = (await must(fileDraft(this.#context, token))).recordId;
    if (one.side?.includes('lead')) this.#lead = one;
  }

  /** The other lawyer of the commission reads the draft, and it passes. */
  async #check(one: Case): Promise<void> {
    const decisionId = await this.#decision(one);
    const known = await readRecordState<DecisionState>(this.#context.database, decisionId, 'decision');
    const checker = await this.#staff.actor(one.commission, 'lawyer', one.lawyer + 1);
    const textHash = known?.state.textHash ?? '';
    await must(checkDraft(this.#context, checker, { decisionId, textHash, result: 'passed', remarks: '' }));
  }

  async #vote(one: Case, key: SittingKey, present: readonly string[]): Promise<void> {
    const chair = await this.#chair(one.commission);
    const item = { sittingId: this.#sitting(key), itemId: one.itemId };
    await must(openVote(this.#context, chair, item));
    for (const [index, member] of present.entries()) {
      const actor = await this.#staff.actorOf(member);
      const isRecused = one.recusal === true && index === present.length - 1;
      const isAgainst = one.stage === 'returned' ? index % 2 === 0 : index === 2 && this.#chance.below(2) === 0;
      if (isRecused) await must(recuseMember(this.#context, actor, { ...item, ground: 'kinship' }));
      else await must(castVote(this.#context, actor, { ...item, choice: isAgainst ? 'against' : 'for' }));
    }
    const { result } = await must(closeVote(this.#context, chair, item));
    if (result === 'adopted') await must(signDecision(this.#context, chair, { decisionId: await this.#decision(one) }));
  }

  #publication(one: Case, startsAt: Instant, index: number): Step[] {
    if (!this.#reaches(one, 'publicTextProposed')) return [];
    let publicTextHash = '';
    const propose: Step = {
      at: addMilliseconds(startsAt, (150 + index * 10) * minute),
      act: async () => {
        const [lawyer, decisionId] = [await this.#lawyer(one), await this.#decision(one)];
        const { proposed: marks } = await must(proposeMarks(this.#context, lawyer, { decisionId }));
        ({ publicTextHash } = await must(proposePublicText(this.#context, lawyer, { decisionId, marks })));
      },
    };
    if (!this.#reaches(one, 'published')) return [propose];
    const approve: Step = {
      at: addMilliseconds(propose.at, 50 * minute),
      act: async () => {
        const checker = await this.#staff.actor(one.commission, 'clerk');
        const request = { decisionId: await this.#decision(one), publicTextHash, dissents: [] };
        await must(approvePublicText(this.#context, checker, request));
      },
    };
    return [propose, approve];
  }

  #reaches(one: Case, stage: Stage): boolean {
    const reached = reachedBy[one.stage] ?? one.stage;
    return stagesInOrder.indexOf(reached) >= stagesInOrder.indexOf(stage);
  }

  #sitting(key: SittingKey): string {
    return this.#meetings.get(key) ?? '';
  }

  #lawyer(one: Case): Promise<Awaited<ReturnType<DemonstrationStaff['actor']>>> {
    return this.#staff.actor(one.commission, 'lawyer', one.lawyer);
  }

  #chair(commission: Case['commission']): Promise<Awaited<ReturnType<DemonstrationStaff['actor']>>> {
    return this.#staff.actor(commission, 'chair');
  }

  async #decision(one: Case): Promise<string> {
    const record = await readRecordState<ComplaintState>(this.#context.database, one.id, 'complaint');
    return record?.state.decisionId ?? '';
  }
}
