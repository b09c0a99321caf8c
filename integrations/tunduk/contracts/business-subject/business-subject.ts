import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { groups, knownText, onlyKnown } from '../take-field.ts';

/** A founder of a legal entity. */
export interface Founder {
  name?: string;
  tin?: string;
  /** The share as the register writes it; its unit is not confirmed. */
  share?: string;
}

/** A legal entity as the Ministry of Justice registers it. */
export interface BusinessSubject {
  tin: string;
  nameInStateLanguage?: string;
  nameInOfficialLanguage?: string;
  head?: string;
  address?: string;
  founders: readonly Founder[];
}

/** The business register asked by TIN (`getSubjectByTin`; its wrapper is `getSubjectByTinRequest`). */
export const businessSubjectByTin: RegistryService<{ tin: string }, BusinessSubject> = registryService(
  import.meta.dirname,
  {
    request: ({ tin }) => ({ tin }),
    read: (answer, asked) => ({
      kind: 'ok',
      data: onlyKnown<BusinessSubject>({
        tin: knownText(answer, 'subject.tin') ?? asked.tin,
        nameInStateLanguage: knownText(answer, 'subject.fullNameGl'),
        nameInOfficialLanguage: knownText(answer, 'subject.fullNameOl'),
        head: knownText(answer, 'subject.chief'),
        address: knownText(answer, 'subject.address'),
        founders: groups(answer, 'Founder').map((one) =>
          onlyKnown<Founder>({
            name: knownText(one, 'name'),
            tin: knownText(one, 'tin'),
            share: knownText(one, 'share'),
          }),
        ),
      }),
    }),
  },
);
