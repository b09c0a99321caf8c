import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownText, knownTruth, onlyKnown } from '../take-field.ts';

/** The record of a death as the civil registry keeps it. */
export interface DeathAct {
  pin: string;
  actNumber?: string;
  /** Calendar day of the act, not of the death. */
  actOn?: string;
  /** Calendar day; our reading of `dfrom`, which the owner has not confirmed. */
  diedOn?: string;
  office?: string;
  isDuplicate?: boolean;
}

/** The civil registry asked for a death act by PIN (`zagsDeathActByPin`). *Not found* is no proof of life. */
export const deathActByPin: RegistryService<{ pin: string }, DeathAct> = registryService(import.meta.dirname, {
  request: ({ pin }) => ({ pin }),
  read: (answer, asked) => ({
    kind: 'ok',
    data: onlyKnown<DeathAct>({
      pin: knownText(answer, 'pin') ?? asked.pin,
      actNumber: knownText(answer, 'actNumber'),
      actOn: knownDay(answer, 'actDate'),
      diedOn: knownDay(answer, 'dfrom'),
      office: knownText(answer, 'actGovUnit'),
      isDuplicate: knownTruth(answer, 'isDuplicate'),
    }),
  }),
});
