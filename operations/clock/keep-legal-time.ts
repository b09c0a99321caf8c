import { millisecondsBetween } from '../../domain/time/instant.ts';
import { readLegalClock, readLegalNow, rememberLegalTime } from '../../persistence/clock/legal-clock.ts';
import type { OperationContext } from '../context.ts';

/** When remembered legal time is this old, nothing has been running that kept it. */
const forgottenAfterMs = 15_000;

/** `unset`: the training clock was never started; `stale`: it is that of an earlier run; `running`. */
export type LegalTimeState = 'unset' | 'stale' | 'running';

/**
 * Whether the training clock has been set going by this start. Until then legal time is that of an earlier run plus the
 * time the machine was off: no term may end by it. A real clock always runs.
 */
export async function legalTimeState(context: OperationContext, hasTrainingClock: boolean): Promise<LegalTimeState> {
  if (!hasTrainingClock) return 'running';
  const { mode, lastLegalAt } = await readLegalClock(context.database);
  if (mode !== 'training') return 'unset';
  const { legal } = await readLegalNow(context.database);
  return millisecondsBetween(lastLegalAt, legal) < forgottenAfterMs ? 'running' : 'stale';
}

/** Remembers how far training time has come, and tells how far legal time is from real time, in microseconds. */
export async function keepLegalTime(context: OperationContext): Promise<{ offsetMicroseconds: number }> {
  await rememberLegalTime(context.database);
  return readLegalClock(context.database);
}
