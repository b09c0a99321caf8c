import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownNumber, knownText, onlyKnown } from '../take-field.ts';

/** A passport as the registry keeps it. */
export interface Passport {
  pin: string;
  series?: string;
  number?: string;
  authority?: string;
  /** Calendar days, `YYYY-MM-DD`. */
  issuedOn?: string;
  expiresOn?: string;
  /** The registry's number; 0 was seen for a valid one, the others are not known. */
  voidStatus?: number;
  voidReason?: string;
}

/** The passport registry asked by PIN, series and number (`passportDataByPSN`). */
export const passportByNumber: RegistryService<{ pin: string; series: string; number: string }, Passport> =
  registryService(import.meta.dirname, {
    request: ({ pin, series, number }) => ({ pin, series, number }),
    read: (answer, asked) => ({
      kind: 'ok',
      data: onlyKnown<Passport>({
        pin: knownText(answer, 'pin') ?? asked.pin,
        series: knownText(answer, 'passportSeries'),
        number: knownText(answer, 'passportNumber'),
        authority: knownText(answer, 'passportAuthority'),
        issuedOn: knownDay(answer, 'issuedDate'),
        expiresOn: knownDay(answer, 'expiredDate'),
        voidStatus: knownNumber(answer, 'voidStatus'),
        voidReason: knownText(answer, 'voidMotiv'),
      }),
    }),
  });
