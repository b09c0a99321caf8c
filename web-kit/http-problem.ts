/** Statuses that have a page of their own; every other failure is shown as 500. */
export const PROBLEM_STATUSES = [400, 403, 404, 405, 413, 415, 429, 500, 503] as const;

/** A status with a page of its own. */
export type ProblemStatus = (typeof PROBLEM_STATUSES)[number];

/** Thrown or passed to `next` by a handler that has nothing to show but the status. */
export class HttpProblem extends Error {
  readonly status: ProblemStatus;

  constructor(status: ProblemStatus, cause?: unknown) {
    super(`HTTP ${status}`, { cause });
    this.name = 'HttpProblem';
    this.status = status;
  }
}

/** The status with a page that an error stands for: its own `status` where there is one, else 500. */
export function problemStatusOf(error: unknown): ProblemStatus {
  const status: unknown = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return PROBLEM_STATUSES.find((known) => known === status) ?? (isOtherClientError(status) ? 400 : 500);
}

function isOtherClientError(status: unknown): boolean {
  return typeof status === 'number' && status >= 400 && status < 500;
}
