import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownText, onlyKnown } from '../take-field.ts';

/** Where a person lives by the local register. */
export interface ActualAddress {
  region?: string;
  district?: string;
  village?: string;
  street?: string;
  house?: string;
  flat?: string;
  /** Calendar day, `YYYY-MM-DD`. */
  since?: string;
}

/** The local register Sanarip Aymak asked by PIN (`address-fact`); 204 is an unknown PIN. */
export const actualAddressByPin: RegistryService<{ pin: string }, ActualAddress> = registryService(
  import.meta.dirname,
  {
    request: ({ pin }) => ({ pin }),
    read: (answer) => ({
      kind: 'ok',
      data: onlyKnown<ActualAddress>({
        region: knownText(answer, 'region'),
        district: knownText(answer, 'district'),
        village: knownText(answer, 'village'),
        street: knownText(answer, 'street'),
        house: knownText(answer, 'house'),
        flat: knownText(answer, 'flat'),
        since: knownDay(answer, 'since'),
      }),
    }),
  },
);
