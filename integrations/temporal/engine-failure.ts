import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { IntegrationError } from '../integration-error.ts';
import type { IntegrationErrorCategory } from '../integration-error.ts';

const byStatus: Record<number, { code: string; category: IntegrationErrorCategory }> = {
  4: { code: 'engine-timeout', category: 'timeout' },
  5: { code: 'engine-not-found', category: 'not-found' },
  7: { code: 'engine-refused', category: 'refused' },
  16: { code: 'engine-refused', category: 'refused' },
};

/**
 * A failure of the engine in our words: `engine-timeout`, `engine-not-found`, `engine-refused`, else `engine-unavailable`.
 */
export function engineFailure(error: unknown): IntegrationError {
  if (error instanceof IntegrationError) return error;
  const cause = error instanceof ServiceError ? error.cause : error;
  const known = isGrpcServiceError(cause) ? byStatus[cause.code] : undefined;
  return new IntegrationError({ ...(known ?? { code: 'engine-unavailable', category: 'unavailable' }), cause: error });
}
