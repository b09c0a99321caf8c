import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownNumber, knownTruth, onlyKnown } from '../take-field.ts';

/** How long a person was out of the country. */
export interface AbsenceFromCountry {
  /** Calendar days between the two days asked for. */
  daysAbsent: number;
  isAbroadNow?: boolean;
}

/** Asks the border service. Draft of ours. */
export const absenceFromCountry: RegistryService<{ pin: string; from: string; to: string }, AbsenceFromCountry> =
  registryService(import.meta.dirname, {
    request: ({ pin, from, to }) => ({ pin, from, to }),
    read: (answer) => ({
      kind: 'ok',
      data: onlyKnown<AbsenceFromCountry>({
        daysAbsent: knownNumber(answer, 'daysAbsent') ?? 0,
        isAbroadNow: knownTruth(answer, 'isAbroadNow'),
      }),
    }),
  });
