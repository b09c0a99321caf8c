import { isAskableRegistry } from '../../domain/complaints/asked-registry.ts';
import type { AskableRegistry } from '../../domain/complaints/asked-registry.ts';
import { isAskedByMachine } from '../../domain/complaints/body-request.ts';
import type { ComplaintState } from '../../domain/complaints/complaint.ts';
import { certaintyOfGround } from '../../domain/law/law-pack.ts';
import type { RegistryGround } from '../../domain/law/law-pack.ts';
import { addMilliseconds, millisecondsBetween } from '../../domain/time/instant.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { findQuestion } from '../../persistence/tunduk/question-rows.ts';
import { readEvents, readRecordState } from '../../persistence/records/read-record.ts';
import type { OperationContext } from '../context.ts';
import { presentLaw } from '../law/find-pack.ts';
import { openComplainantPin } from './complainant-pin.ts';
import { purposeOfQuestion } from './purpose.ts';

/** A question as it goes to the registry; holds the PIN, so it never leaves the process but to the registry. */
export type OpenQuestion = {
  registry: AskableRegistry;
  exchangeId: string;
  ask: { pin: string };
  userId: string;
  issue: string;
  purpose: string;
  /** The document that gives the right, for the log of attempts. */
  legalGround?: string;
};

/** The question; or that nobody waits for it any more; or that its ground is no longer set where only a set one counts. */
export type ReadQuestion = OpenQuestion | 'closed' | 'no-ground';

/** Reads a question for one attempt. Each attempt is a read of its own and needs the ground that is in force then. */
export async function readQuestion(context: OperationContext, requestId: string): Promise<ReadQuestion> {
  const { database } = context;
  const known = await findWaiting(context, requestId);
  if (known === undefined) return 'closed';
  const { complaintId, question, registry, state } = known;
  const pin = await openComplainantPin(context, database, complaintId);
  if (pin === undefined) return 'closed';
  const law = await presentLaw(context);
  if (context.registries?.needsGround === true && certaintyOfGround(law, registry) === 'UN') return 'no-ground';
  const ground = law?.registries?.[registry];
  const asker = await askerOf(context, complaintId, requestId);
  return {
    registry,
    exchangeId: question.exchangeId,
    ask: { pin },
    userId: `KG-${asker}`,
    issue: state.number,
    purpose: purposeOfQuestion,
    ...(ground === undefined ? {} : { legalGround: groundInLog(ground) }),
  };
}

function groundInLog({ document, number, day, place, certainty }: RegistryGround): string {
  return [`${document.ky}, № ${number}`, day, ...(place === null ? [] : [place]), certainty].join(', ');
}

/** Until when, on the machine's clock, a registry may be asked: the legal end of the request; undefined when it is over. */
export async function readQuestionDeadline(context: OperationContext, requestId: string): Promise<Instant | undefined> {
  const known = await findWaiting(context, requestId);
  if (known === undefined) return undefined;
  const { legal, real } = await context.clock();
  const due = known.due ?? addMilliseconds(legal, dayMs);
  const leftMs = millisecondsBetween(legal, due);
  return leftMs <= 0 ? undefined : addMilliseconds(real, Math.floor(leftMs));
}

const dayMs = 24 * 3_600_000;

async function findWaiting({ database, clock }: OperationContext, requestId: string) {
  const question = await findQuestion(database, requestId);
  if (question === undefined || !isAskableRegistry(question.registry)) return undefined;
  const { complaintId, registry } = question;
  const known = await readRecordState<ComplaintState>(database, complaintId, 'complaint');
  const request = known?.state.requests.find(({ id }) => id === requestId);
  if (known === undefined || request === undefined || !isAskedByMachine(request)) return undefined;
  const term = known.state.terms[request.term];
  const due = term?.due ?? null;
  if (term?.state !== 'running' || (due !== null && due <= (await clock()).legal)) return undefined;
  return { complaintId, question, registry, state: known.state, due };
}

/** The pseudonymous id of who asked: the person's random id in our books, never a name or a PIN. */
async function askerOf({ database }: OperationContext, complaintId: string, requestId: string): Promise<string> {
  const events = await readEvents(database, complaintId);
  const asked = events.find(
    ({ kind, payload }) =>
      kind === 'REGISTRY_ASKED' && (JSON.parse(payload) as { requestId?: string }).requestId === requestId,
  );
  return asked?.actor.replace(/^person:/, '') ?? 'SYS-complaints';
}
