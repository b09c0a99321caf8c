import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownText, onlyKnown } from '../take-field.ts';

/** What the medical and social examination decided; health data. */
export interface Disability {
  group?: string;
  /** Calendar days, `YYYY-MM-DD`. */
  from?: string;
  to?: string;
  commission?: string;
}

/** The disability register asked by PIN (`MSECDetails`). */
export const disabilityByPin: RegistryService<{ pin: string }, Disability> = registryService(import.meta.dirname, {
  request: ({ pin }) => ({ PIN: pin }),
  read: (answer) => ({
    kind: 'ok',
    data: onlyKnown<Disability>({
      group: knownText(answer, 'DisabilityGroup'),
      from: knownDay(answer, 'From'),
      to: knownDay(answer, 'To'),
      commission: knownText(answer, 'OrganizationName'),
    }),
  }),
});
