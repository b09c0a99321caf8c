import type { Language } from '../../domain/language.ts';
import type { ReadItem, ReadSitting } from '../../operations/sittings/read-sitting.ts';
import type { DeadlineChip } from '../../web-kit/components.ts';
import { deadlineChip } from '../../web-kit/deadlines/deadline-chip.ts';

/** The term of the first complaint an item is about; none when it is about no complaint. */
export function itemChip(
  language: Language,
  { pack, now }: ReadSitting,
  { about: [first] }: ReadItem,
): DeadlineChip | undefined {
  if (first === undefined) return undefined;
  const { dueState: state, receivedAt: baseAt, dueAt, decidedAt: endedAt } = first;
  return deadlineChip(language, { state, baseAt, dueAt, endedAt }, pack, now, { isForStaff: true });
}
