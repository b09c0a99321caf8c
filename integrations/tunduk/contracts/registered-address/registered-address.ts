import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { groups, knownDay, knownText, onlyKnown } from '../take-field.ts';

/** One address in parts, as far as the registry knows them. */
export interface AddressParts {
  region?: string;
  district?: string;
  village?: string;
  street?: string;
  house?: string;
  flat?: string;
  /** The registry's code of the unit; that it is СОАТЕ is not confirmed. */
  code?: string;
}

/** Where a person is registered. */
export interface RegisteredAddress {
  text?: string;
  /** Calendar day since which it holds. */
  since?: string;
  parts: readonly AddressParts[];
}

/** The address registry asked by PIN (`asbAddress`). */
export const registeredAddressByPin: RegistryService<{ pin: string }, RegisteredAddress> = registryService(
  import.meta.dirname,
  {
    request: ({ pin }) => ({ pin }),
    read: (answer) => ({
      kind: 'ok',
      data: onlyKnown<RegisteredAddress>({
        text: knownText(answer, 'address'),
        since: knownDay(answer, 'dateAction'),
        parts: groups(answer, 'addressArray').map((one) =>
          onlyKnown<AddressParts>({
            region: knownText(one, 'region'),
            district: knownText(one, 'district'),
            village: knownText(one, 'village'),
            street: knownText(one, 'street'),
            house: knownText(one, 'house'),
            flat: knownText(one, 'flat'),
            code: knownText(one, 'code'),
          }),
        ),
      }),
    }),
  },
);
