import type { Response } from 'express';
import type { OperationContext } from '../operations/context.ts';
import type { ApiDeps } from './api.ts';

/** The operations' context with the correlation id of this request. */
export function contextOf(deps: ApiDeps, response: Response): OperationContext {
  return { ...deps.context, correlationId: String(response.locals['correlationId']) };
}
