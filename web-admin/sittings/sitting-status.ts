import type { Language } from '../../domain/language.ts';
import { wasNotOpened } from '../../domain/sittings/sitting.ts';
import type { SittingState } from '../../domain/sittings/sitting.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { say } from '../../wording/say.ts';

/** How a sitting stands, in words; of a planned one whose hour has passed, that nobody has opened it. */
export function sittingStatusInWords(
  language: Language,
  sitting: Pick<SittingState, 'status' | 'startsAt'>,
  now: Instant,
): string {
  return say(language, `sittings.status.${wasNotOpened(sitting, now) ? 'notOpened' : sitting.status}`);
}
