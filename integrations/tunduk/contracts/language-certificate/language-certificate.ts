import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownText, onlyKnown } from '../take-field.ts';

/** A certificate of knowledge of the state language. */
export interface LanguageCertificate {
  number?: string;
  /** As the certificate writes it. */
  level?: string;
  /** Calendar day, `YYYY-MM-DD`. */
  issuedOn?: string;
}

/** Asks for the certificate of a person. Draft of ours. */
export const languageCertificate: RegistryService<{ pin: string }, LanguageCertificate> = registryService(
  import.meta.dirname,
  {
    request: ({ pin }) => ({ pin }),
    read: (answer) => ({
      kind: 'ok',
      data: onlyKnown<LanguageCertificate>({
        number: knownText(answer, 'number'),
        level: knownText(answer, 'level'),
        issuedOn: knownDay(answer, 'issuedOn'),
      }),
    }),
  },
);
