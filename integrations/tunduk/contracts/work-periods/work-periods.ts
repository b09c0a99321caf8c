import type { SocialFundQuestion } from '../pension/pension.ts';
import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { groups, knownDay, knownNumber, knownText, onlyKnown } from '../take-field.ts';

/** A time in which somebody paid contributions for the person. */
export interface WorkPeriod {
  employer?: string;
  employerTin?: string;
  /** Calendar days, `YYYY-MM-DD`; without an end it goes on. */
  from?: string;
  to?: string;
  /** Som, for which time is not confirmed. */
  salary?: number;
}

/** The Social Fund asked for work periods by PIN (`GetWorkPeriodInfo`). */
export const workPeriodsByPin: RegistryService<SocialFundQuestion, { periods: readonly WorkPeriod[] }> =
  registryService(import.meta.dirname, {
    request: ({ pin, askingBody, askingPerson }) => ({ PIN: pin, RequestOrg: askingBody, RequestPerson: askingPerson }),
    read: (answer) => ({
      kind: 'ok',
      data: {
        periods: groups(answer, 'WorkPeriods').map((one) =>
          onlyKnown<WorkPeriod>({
            employer: knownText(one, 'Employer'),
            employerTin: knownText(one, 'INN'),
            from: knownDay(one, 'DateBegin'),
            to: knownDay(one, 'DateEnd'),
            salary: knownNumber(one, 'Salary'),
          }),
        ),
      },
    }),
  });
