import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { OperationContext } from '../operations/context.ts';

/**
 * Who calls, as far as keys and waiting documents are kept apart: the bearer token as a hash, else the remote address as
 * a keyed hash. Neither is stored in the clear. A token is a name of one's own choice; it grants nothing.
 */
export function clientOf(context: Pick<OperationContext, 'keyRing'>, request: Request): string {
  const [, token] = /^Bearer ([\w.~+/=-]{1,500})$/i.exec(request.get('Authorization') ?? '') ?? [];
  if (token !== undefined) return `bearer:${createHash('sha256').update(token).digest('hex')}`;
  return `address:${context.keyRing.lookUp(request.ip ?? '')}`;
}
