import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownText, onlyKnown } from '../take-field.ts';

/** An order that the registry has taken; the certificate comes later, in hours or days. */
export interface CriminalRecordOrder {
  /** To ask for the result with. */
  number: string;
  /** Calendar day, a promise of the owner and no legal term. */
  readyBy?: string;
}

/** Orders a criminal record certificate. Draft of ours: asynchronous, because certificates are known to take from hours to seven days. */
export const criminalRecordOrder: RegistryService<{ pin: string; purpose: string }, CriminalRecordOrder> =
  registryService(import.meta.dirname, {
    request: ({ pin, purpose }) => ({ pin, purpose }),
    read: (answer) => ({
      kind: 'ok',
      data: onlyKnown<CriminalRecordOrder>({
        number: knownText(answer, 'number') ?? '',
        readyBy: knownDay(answer, 'readyBy'),
      }),
    }),
  });
