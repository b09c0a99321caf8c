import type { RegistryService } from '../registry-service.ts';
import { registryService } from '../registry-service.ts';
import { knownDay, knownNumber, knownText, onlyKnown } from '../take-field.ts';

/** What came in on the deposit account for a candidate. The amount is invented and says nothing about the law. */
export interface BankDeposit {
  /** Som. */
  receivedSom: number;
  /** Calendar day, `YYYY-MM-DD`. */
  receivedOn?: string;
  reference?: string;
}

/** Asks the bank that keeps the election accounts. Draft of ours. */
export const bankDeposit: RegistryService<{ pin: string; election: string }, BankDeposit> = registryService(
  import.meta.dirname,
  {
    request: ({ pin, election }) => ({ pin, election }),
    read: (answer) => ({
      kind: 'ok',
      data: onlyKnown<BankDeposit>({
        receivedSom: knownNumber(answer, 'receivedSom') ?? 0,
        receivedOn: knownDay(answer, 'receivedOn'),
        reference: knownText(answer, 'reference'),
      }),
    }),
  },
);
