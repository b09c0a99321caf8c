import { addMilliseconds, millisecondsBetween } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { OperationContext } from '../../operations/context.ts';
import { endDueTerms } from '../../operations/deadlines/end-due-terms.ts';
import { foundElection } from '../../operations/people/found-election.ts';
import { appointStaff } from './people.ts';
import { demonstrationStart, inBishkek, plannedComplaints, sittings } from './plan.ts';
import type { PlannedComplaint, SittingKey } from './plan.ts';
import { emptyFiling } from '../../domain/complaints/filing.ts';
import { readScenarios } from './scenarios.ts';
import { seeded } from './seeded.ts';
import { Teller } from './teller.ts';
import type { Case, Step } from './teller.ts';

/**
 * Makes the demonstration election by the real acts, in order of legal time, from a seed: what it leaves behind has the
 * same events, receipts and terms as anything that people do. Needs no Temporal. Answers the number of complaints.
 */
export async function loadDemonstration(
  base: OperationContext,
  options: { seed: number; issuer: string; onProgress?: (done: number, of: number) => void },
): Promise<number> {
  const script = new Script(base);
  script.now = inBishkek(4, '08:00');
  const founded = await foundElection(base.database, 'pres-2027');
  const staff = await appointStaff(script.context, founded, options.issuer);
  const chance = seeded(options.seed);
  const scenarios = readScenarios();
  const cases: Case[] = plannedComplaints.map((planned, index) => ({
    ...planned,
    language: chance.pick(['ky', 'ky', 'ky', 'ru', 'ru', 'en'] as const),
    scenario:
      (isJoining(planned) ? scenarios[joinedScenario] : scenarios[index % scenarios.length]) ?? chance.pick(scenarios),
    lawyer: isJoining(planned) ? 0 : index % 2,
    id: '',
    itemId: '',
    filing: emptyFiling('ky'),
  }));
  const meeting = new Map<SittingKey, string>();
  const teller = new Teller(script.context, staff, chance, meeting);
  const steps = [
    ...cases.flatMap((one) => teller.stepsOf(one)),
    ...(Object.keys(sittings) as SittingKey[]).flatMap((key) => teller.sittingSteps(key, founded, cases)),
    ...sweeps(script.context),
  ].toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  for (const [done, step] of steps.entries()) {
    script.now = step.at;
    await step.act();
    options.onProgress?.(done + 1, steps.length);
  }
  return cases.length;
}

/** Complaints that are considered together tell of the same. */
const joinedScenario = 3;

function isJoining({ side = [] }: PlannedComplaint): boolean {
  return side.some((one) => one === 'lead' || one === 'joined');
}

/** Terms end as they would in a running house: a round a minute after every hour, before the demonstration starts. */
function sweeps(context: OperationContext): Step[] {
  const first = inBishkek(4, '09:00');
  const hours = Math.floor(millisecondsBetween(first, demonstrationStart) / 3_600_000);
  return Array.from({ length: hours }, (_, hour) => ({
    at: addMilliseconds(first, hour * 3_600_000 + 61_000),
    act: () => endDueTerms(context),
  }));
}

/** Legal time as the script tells it; real time stays real. */
class Script {
  now: Instant = inBishkek(4, '08:00');
  readonly context: OperationContext;

  constructor(base: OperationContext) {
    this.context = { ...base, clock: async () => ({ legal: this.now, real: (await base.clock()).real }) };
  }
}
