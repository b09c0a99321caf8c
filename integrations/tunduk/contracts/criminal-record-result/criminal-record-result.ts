import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownText, knownTruth, onlyKnown } from '../take-field.ts';

/** The certificate. An absent `hasRecord` is *not known* and never *none*. */
export interface CriminalRecordResult {
  hasRecord?: boolean;
  certificateNumber?: string;
  /** Calendar day, `YYYY-MM-DD`. */
  issuedOn?: string;
}

/** Asks for the result of an order. Draft of ours; while it is worked on the answer is the business code `PENDING`. */
export const criminalRecordResult: RegistryService<{ number: string }, CriminalRecordResult> = registryService(
  import.meta.dirname,
  {
    request: ({ number }) => ({ number }),
    read: (answer) => ({
      kind: 'ok',
      data: onlyKnown<CriminalRecordResult>({
        hasRecord: knownTruth(answer, 'hasRecord'),
        certificateNumber: knownText(answer, 'certificateNumber'),
        issuedOn: knownDay(answer, 'issuedOn'),
      }),
    }),
  },
);
