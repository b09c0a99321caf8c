import { onlyKnown } from '../contracts/take-field.ts';
import { TundukError } from '../errors/tunduk-error.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import type { AttemptEnd } from './exchange-log.ts';
import { hashIn } from './read-soap-answer.ts';
import type { SecurityServer } from './security-server.ts';
import type { IncomingAnswer } from './send.ts';

/** What an attempt has reached so far. */
export interface AttemptProgress {
  answer?: IncomingAnswer;
  responseSha512?: string;
  responseKey?: string;
}

/** The row that ends an attempt. It quotes no message of a fault, because messages may hold personal data. */
export function endOf(
  { answer, responseSha512, responseKey }: AttemptProgress,
  server: SecurityServer,
  result: TundukError | { kind: 'ok' } | { kind: 'business'; code: string },
): AttemptEnd {
  const header = (name: string) => (answer === undefined ? undefined : lastHeader(answer.headers, name));
  const error = result instanceof TundukError ? result : undefined;
  return {
    at: new Date(),
    outcome: outcomeOf(result),
    isStandIn: header('x-tunduk-stub') !== undefined,
    ...onlyKnown<Partial<AttemptEnd>>({
      httpStatus: answer?.status,
      faultCode: error?.faultCode,
      detailId: error?.detailId,
      responseSha512,
      responseKey,
      xRoadRequestId: header('x-road-request-id'),
      xRoadRequestHash: header('x-road-request-hash') ?? (answer === undefined ? undefined : hashIn(answer)),
      serverFingerprint: server.fingerprint(),
    }),
  };
}

function outcomeOf(result: TundukError | { kind: 'ok' } | { kind: 'business'; code: string }): AttemptEnd['outcome'] {
  if (result instanceof TundukError) return { kind: 'failure', category: result.failure.category };
  return result.kind === 'ok' ? { kind: 'ok' } : { kind: 'business', code: result.code };
}
