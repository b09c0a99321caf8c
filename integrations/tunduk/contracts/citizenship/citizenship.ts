import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownText, onlyKnown } from '../take-field.ts';

/** What the citizenship registry says; the words of `status` are ours until the owner shows his. */
export interface Citizenship {
  status?: string;
  country?: string;
  /** Calendar day, `YYYY-MM-DD`. */
  since?: string;
}

/** The citizenship registry asked by PIN (`citizenshipStatusByPin`). */
export const citizenshipByPin: RegistryService<{ pin: string }, Citizenship> = registryService(import.meta.dirname, {
  request: ({ pin }) => ({ pin }),
  read: (answer) => ({
    kind: 'ok',
    data: onlyKnown<Citizenship>({
      status: knownText(answer, 'status'),
      country: knownText(answer, 'country'),
      since: knownDay(answer, 'since'),
    }),
  }),
});
