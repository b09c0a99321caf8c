import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { groups, knownDay, knownText, onlyKnown } from '../take-field.ts';

/** One pension of a person. */
export interface Pension {
  dossier?: string;
  /** Calendar days, `YYYY-MM-DD`; without an end it is paid still. */
  from?: string;
  to?: string;
  kind?: string;
  category?: string;
}

/** Who asks, as the fund wants it: the body and the pseudonymous id of the person. */
export interface SocialFundQuestion {
  pin: string;
  askingBody: string;
  askingPerson: string;
}

/** The Social Fund asked for pensions by PIN (`GetPensionInfo`). */
export const pensionsByPin: RegistryService<SocialFundQuestion, { pensions: readonly Pension[] }> = registryService(
  import.meta.dirname,
  {
    request: ({ pin, askingBody, askingPerson }) => ({ PIN: pin, RequestOrg: askingBody, RequestPerson: askingPerson }),
    read: (answer) => ({
      kind: 'ok',
      data: {
        pensions: groups(answer, 'DossierInfoes').map((one) =>
          onlyKnown<Pension>({
            dossier: knownText(one, 'NumDossier'),
            from: knownDay(one, 'DateFromInitial'),
            to: knownDay(one, 'DateTo'),
            kind: knownText(one, 'KindOfPension'),
            category: knownText(one, 'CategoryPension'),
          }),
        ),
      },
    }),
  },
);
