import { ApplicationFailure } from '@temporalio/common';
import type { ServiceGuard } from '../../integrations/tunduk/client/service-guard.ts';
import type {
  RegistryOutcome,
  RegistryQuestion,
  TundukClient,
} from '../../integrations/tunduk/client/tunduk-client.ts';
import { registryServices } from '../../integrations/tunduk/contracts/registry-services.ts';
import type { RegistryService } from '../../integrations/tunduk/contracts/registry-service.ts';
import { nextRetry } from '../../integrations/tunduk/errors/next-retry.ts';
import { TundukError } from '../../integrations/tunduk/errors/tunduk-error.ts';
import { ReadsSpent } from '../../operations/registries/spare-person.ts';

/** The name of a service as the product asks it. */
export type RegistryName = keyof typeof registryServices;

/** A question as it is kept by the product; personal data, read by reference and never sent through the engine. */
export interface KeptQuestion extends Omit<RegistryQuestion<object>, 'signal'> {
  registry: RegistryName;
}

/** What the product does for the activity. Both may be done twice without harm. */
export interface RegistryRequests {
  /** `closed` when nobody waits for an answer any more, `no-ground` when the right to ask was taken back. */
  read: (requestId: string) => Promise<KeptQuestion | 'closed' | 'no-ground'>;
  /** Keeps the answer, by (request, attempt). */
  keep: (requestId: string, outcome: RegistryOutcome<unknown>) => Promise<void>;
}

/** References only: what goes through the engine's history. `deadline` is the legal one, as an ISO instant. */
export interface AskRegistryInput {
  requestId: string;
  deadline: string;
}

/** What the procedure is told: where the answer is proved, and the business code if it is one. */
export interface AskRegistryResult {
  kind: 'ok' | 'business';
  code?: string;
  exchangeId: string;
  attempt: number;
}

/** What registries are asked of. */
export interface RegistryActivities {
  /**
   * Asks once and keeps the answer. A failure that may pass is thrown with the delay until the next attempt; one that
   * will not is not retryable, and its type is the category, `CHECK_FIRST`, `GROUND_NOT_SET`, `REGISTRY_DEADLINE` or
   * `REQUEST_CLOSED`: then people take over.
   */
  askRegistry: (input: AskRegistryInput) => Promise<AskRegistryResult>;
}

/** The activities over a client, a guard and the product's requests. `chance` is from 0 to 1. */
export function registryActivities(parts: {
  client: TundukClient;
  guard: ServiceGuard;
  requests: RegistryRequests;
  now?: () => Date;
  chance?: () => number;
}): RegistryActivities {
  const { client, guard, requests, now = () => new Date(), chance = Math.random } = parts;
  return {
    async askRegistry({ requestId, deadline }) {
      if (now() >= new Date(deadline)) throw ApplicationFailure.nonRetryable('the term is over', 'REGISTRY_DEADLINE');
      const read = await requests.read(requestId).catch((error: unknown) => {
        throw withoutWords(error);
      });
      if (read === 'closed') throw ApplicationFailure.nonRetryable('nobody waits for the answer', 'REQUEST_CLOSED');
      if (read === 'no-ground') throw ApplicationFailure.nonRetryable('there is no right to ask', 'GROUND_NOT_SET');
      const { registry, ...question } = read;
      const service: RegistryService<never, unknown> = registryServices[registry];
      try {
        const outcome = await guard.pass(registry, () => client.ask(service, question as RegistryQuestion<never>));
        await requests.keep(requestId, outcome);
        const { exchangeId, attempt } = outcome.evidence;
        return {
          kind: outcome.kind,
          ...(outcome.kind === 'business' ? { code: outcome.code } : {}),
          exchangeId,
          attempt,
        };
      } catch (error) {
        if (error instanceof ReadsSpent) throw notToday(error.untilMidnightMs, deadline, now());
        throw error instanceof TundukError ? failureOf(error, service, deadline, now(), chance()) : withoutWords(error);
      }
    },
  };
}

function failureOf(
  error: TundukError,
  { contract }: RegistryService<never, unknown>,
  deadline: string,
  now: Date,
  chance: number,
): ApplicationFailure {
  const { failure, retryAfterMs } = error;
  const next = nextRetry(failure, {
    effect: contract.effect,
    attempt: error.evidence?.attempt ?? 1,
    now,
    deadline: new Date(deadline),
    chance,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
  const words = 'the registry did not answer';
  if (next.kind === 'again') {
    return ApplicationFailure.create({ message: words, type: failure.category, nextRetryDelay: next.afterMs });
  }
  const types = {
    'check-first': 'CHECK_FIRST',
    deadline: 'REGISTRY_DEADLINE',
    never: failure.category,
    'tried-enough': failure.category,
  };
  return ApplicationFailure.nonRetryable(words, types[next.because]);
}

/** The next attempt is on the next day, where that is before the deadline. */
function notToday(untilMidnightMs: number, deadline: string, now: Date): ApplicationFailure {
  const words = 'the person was asked about often enough today';
  return now.getTime() + untilMidnightMs >= new Date(deadline).getTime()
    ? ApplicationFailure.nonRetryable(words, 'REGISTRY_DEADLINE')
    : ApplicationFailure.create({ message: words, type: 'READS_SPENT', nextRetryDelay: Math.ceil(untilMidnightMs) });
}

/** Failures travel into the history of the engine: only a code may, because a message can hold a person's words. */
function withoutWords(error: unknown): ApplicationFailure {
  const code = Error.isError(error) && 'code' in error ? String(error.code) : 'DEFECT';
  return ApplicationFailure.retryable('the activity failed', code);
}
