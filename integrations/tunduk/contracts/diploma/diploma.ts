import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownNumber, knownText, onlyKnown } from '../take-field.ts';

/** The highest diploma known. Today the check is a letter and a conclusion by people. */
export interface Diplomas {
  count: number;
  number?: string;
  institution?: string;
  level?: string;
  /** Calendar day, `YYYY-MM-DD`. */
  issuedOn?: string;
}

/** Asks the Ministry of Education. Draft of ours. */
export const diplomaByPin: RegistryService<{ pin: string }, Diplomas> = registryService(import.meta.dirname, {
  request: ({ pin }) => ({ pin }),
  read: (answer) => ({
    kind: 'ok',
    data: onlyKnown<Diplomas>({
      count: knownNumber(answer, 'count') ?? 0,
      number: knownText(answer, 'number'),
      institution: knownText(answer, 'institution'),
      level: knownText(answer, 'level'),
      issuedOn: knownDay(answer, 'issuedOn'),
    }),
  }),
});
