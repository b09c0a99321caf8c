import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownText, onlyKnown } from '../take-field.ts';

/** A person or body as the tax service registers it. */
export interface Taxpayer {
  inn: string;
  fullName?: string;
  address?: string;
  /** With its leading zeros. */
  districtCode?: string;
}

/** The tax service asked by TIN (`tpDataByINN`); a person's TIN is the PIN. */
export const taxpayerByInn: RegistryService<{ inn: string }, Taxpayer> = registryService(import.meta.dirname, {
  request: ({ inn }) => ({ inn }),
  read: (answer, asked) => ({
    kind: 'ok',
    data: onlyKnown<Taxpayer>({
      inn: knownText(answer, 'inn') ?? asked.inn,
      fullName: knownText(answer, 'FullName'),
      address: knownText(answer, 'FullAddress'),
      districtCode: knownText(answer, 'RayonCode'),
    }),
  }),
});
