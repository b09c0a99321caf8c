import type { Instant } from '../time/instant.ts';
import type { AskableRegistry } from './asked-registry.ts';

/** Whom the commission asks while it examines a complaint. Names and addresses are private. */
export const requestedBodies = [
  'respondent',
  'commission',
  'police',
  'prosecutor',
  'stateRegistry',
  'localGovernment',
  'media',
  'bank',
  'otherBody',
] as const;
export type RequestedBody = (typeof requestedBodies)[number];

/** A request of information or of an explanation, with the key of its own term. */
export type BodyRequest = {
  id: string;
  to: RequestedBody;
  term: string;
  sentAt: Instant;
  remindedAt: readonly Instant[];
  answeredAt: Instant | null;
  withdrawnAt: Instant | null;
  /** Set when a registry was asked over Tunduk; `failedAt` when it will not answer there. */
  registry?: AskableRegistry;
  failedAt?: Instant;
};

/** True while somebody still owes an answer. */
export function isOpenRequest(request: BodyRequest): boolean {
  return request.answeredAt === null && request.withdrawnAt === null;
}

/** True while a registry may still be asked by itself. */
export function isAskedByMachine(request: BodyRequest): boolean {
  return request.registry !== undefined && request.failedAt === undefined && isOpenRequest(request);
}

/** The term of a request among the record's terms: the rule, and the request's id behind it. */
export function requestTerm(rule: string, requestId: string): string {
  return `${rule}.${requestId}`;
}
