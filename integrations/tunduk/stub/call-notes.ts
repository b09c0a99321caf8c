import type { FieldRecord } from '../contracts/field-values.ts';
import { sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import type { SoapMessage } from '../protocol/read-soap.ts';
import type { ReadRestRequest } from '../protocol/rest-message.ts';
import type { HeaderLine } from '../protocol/message-hash.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import { curlFor } from './curl.ts';
import { maskValues } from './journal.ts';
import type { JournalEntry } from './journal.ts';
import type { OfferedService } from './known-services.ts';

/** What is learnt about a call on its way, for the journal. */
export interface CallNotes {
  outcome: string;
  scenario: string | undefined;
  request: FieldRecord | undefined;
  answer: FieldRecord | undefined;
  soap(message: SoapMessage): void;
  rest(read: ReadRestRequest, headers: readonly HeaderLine[]): void;
  offered(service: OfferedService): void;
  /** The entry, everything personal masked. */
  entry(done: { at: Date; milliseconds: number; status: number; address: string }): Omit<JournalEntry, 'number'>;
}

/** Notes of a call that has just come. */
export function newNotes(): CallNotes {
  let known = { protocol: 'other' as JournalEntry['protocol'], client: '', service: '', id: '', userId: '', issue: '' };
  let service: OfferedService | undefined;
  return {
    outcome: 'ok',
    scenario: undefined,
    request: undefined,
    answer: undefined,
    soap({ client, service: asked, id, userId = '', issue = '' }) {
      const ids = { client: sayIdentifier(subsystemOf(client)), service: sayIdentifier(asked) };
      known = { protocol: 'soap', ...ids, id, userId, issue };
    },
    rest({ client, service: asked, id = '' }, headers) {
      const ids = { client: sayIdentifier(subsystemOf(client)), service: sayIdentifier(asked) };
      const header = (name: string) => lastHeader(headers, name) ?? '';
      known = { protocol: 'rest', ...ids, id, userId: header('x-road-userid'), issue: header('x-road-issue') };
    },
    offered(found) {
      service = found;
    },
    entry({ address, ...done }) {
      const contract = service?.contract;
      return {
        ...done,
        ...withoutPins(known),
        contract: contract?.id,
        outcome: this.outcome,
        scenario: this.scenario,
        request: contract && this.request && maskValues(contract.request, this.request),
        answer: contract && this.answer && maskValues(contract.answer, this.answer),
        curl: service && this.request && curlFor(service, known, this.request, address),
      };
    },
  };
}

/** A caller may put a PIN where none belongs; the journal does not keep it. */
function withoutPins<Known extends Record<string, string>>(known: Known): Known {
  const masked = Object.entries(known).map(([key, value]) => [key, value.replaceAll(/\d{14}/g, '‹pin›').slice(0, 200)]);
  return Object.fromEntries(masked) as Known;
}
