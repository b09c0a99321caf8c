import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownText, knownTruth, onlyKnown } from '../take-field.ts';

/** Whether the register names a person as a servant of a religious organisation. */
export interface ReligiousActivity {
  isServant?: boolean;
  organisation?: string;
  /** Calendar day, `YYYY-MM-DD`. */
  since?: string;
}

/** Asks the register of religious organisations. Draft of ours. */
export const religiousActivity: RegistryService<{ pin: string }, ReligiousActivity> = registryService(
  import.meta.dirname,
  {
    request: ({ pin }) => ({ pin }),
    read: (answer) => ({
      kind: 'ok',
      data: onlyKnown<ReligiousActivity>({
        isServant: knownTruth(answer, 'isServant'),
        organisation: knownText(answer, 'organisation'),
        since: knownDay(answer, 'since'),
      }),
    }),
  },
);
