import type { FieldRecord } from '../contracts/field-values.ts';
import { sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import type { SoapMessage } from '../protocol/read-soap.ts';
import type { ReadRestRequest } from '../protocol/rest-message.ts';
import type { HeaderLine } from '../protocol/message-hash.ts';
import { lastHeader } from '../protocol/rest-message.ts';
import { curlFor } from './curl.ts';
import type { WayHere } from './curl.ts';
import { maskValues } from './journal.ts';
import type { JournalEntry } from './journal.ts';
import type { OfferedService } from './known-services.ts';
import type { ShownLater } from './shown-messages.ts';

/** What is learnt about a call on its way, for the journal. */
export interface CallNotes {
  outcome: string;
  /** The words of an X-Road error. */
  message: string;
  scenario: string | undefined;
  request: FieldRecord | ShownLater | undefined;
  answer: FieldRecord | ShownLater | undefined;
  soap(message: SoapMessage): void;
  rest(read: ReadRestRequest, headers: readonly HeaderLine[]): void;
  offered(service: OfferedService): void;
  /** The entry, everything personal masked. */
  entry(done: {
    at: Date;
    milliseconds: number;
    status: number;
    asked: string;
    way: WayHere;
  }): Omit<JournalEntry, 'number'>;
}

/** Notes of a call that has just come. */
export function newNotes(): CallNotes {
  let known = { protocol: 'other' as JournalEntry['protocol'], client: '', service: '', id: '', userId: '', issue: '' };
  let service: OfferedService | undefined;
  return {
    outcome: 'ok',
    message: '',
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
    entry({ way, asked, ...done }) {
      const contract = service?.contract;
      const [request, answer] = [shown(this.request), shown(this.answer)];
      const isRefused = known.protocol === 'other' && this.outcome === 'ok' && done.status >= 400;
      return {
        ...done,
        ...withoutPins({ ...known, asked, message: this.message }),
        contract: contract?.id,
        outcome: isRefused ? String(done.status) : this.outcome,
        scenario: this.scenario,
        request: contract && request && maskValues(contract.request, request),
        answer: contract && answer && maskValues(contract.answer, answer),
        curl: service && request && curlFor(service, known, request, way),
      };
    },
  };
}

function shown(fields: FieldRecord | ShownLater | undefined): FieldRecord | undefined {
  return typeof fields === 'function' ? fields() : fields;
}

/** A caller may put a PIN where none belongs; the journal does not keep it. */
function withoutPins<Known extends Record<string, string>>(known: Known): Known {
  const masked = Object.entries(known).map(([key, value]) => [key, value.replaceAll(/\d{14}/g, '‹pin›').slice(0, 200)]);
  return Object.fromEntries(masked) as Known;
}
