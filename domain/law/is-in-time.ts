import type { Instant } from '../time/instant.ts';

/** In time means received before the exclusive end; what is due at once (`dueAt` null) is never late by date. */
export function isInTime(receivedAt: Instant, deadline: { readonly dueAt: Instant | null }): boolean {
  return deadline.dueAt === null || receivedAt < deadline.dueAt;
}
