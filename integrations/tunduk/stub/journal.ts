import type { Contract, Field } from '../contracts/contract-schema.ts';
import type { FieldRecord, FieldValue } from '../contracts/field-values.ts';

/** One call as the page and the control interface show it, personal values masked. */
export interface JournalEntry {
  number: number;
  at: Date;
  /** Method and path, for what is no call of a service. */
  asked: string;
  protocol: 'soap' | 'rest' | 'other';
  client: string;
  service: string;
  contract: string | undefined;
  id: string;
  userId: string;
  issue: string;
  milliseconds: number;
  status: number;
  /** `ok`, an X-Road code, or the planted failure. */
  outcome: string;
  /** The words of an X-Road error; empty when there was none. */
  message: string;
  scenario: string | undefined;
  request: FieldRecord | undefined;
  answer: FieldRecord | undefined;
  /** The same call for a terminal, with an invented PIN. */
  curl: string | undefined;
}

/** The last calls, newest first. */
export interface Journal {
  /** What is shown of a call is made when somebody looks, and then kept: a call does not wait for it. */
  add(entry: () => Omit<JournalEntry, 'number'>): void;
  list(): readonly JournalEntry[];
  clear(): void;
}

/** A journal of the last `size` calls, in memory only. */
export function journalOf(size: number): Journal {
  let ring: (() => JournalEntry)[] = [];
  let count = 0;
  return {
    add(entry) {
      const number = count + 1;
      let made: JournalEntry | undefined;
      ring[count % size] = () => (made ??= { number, ...entry() });
      count = number;
    },
    list: () => {
      const oldest = count % size;
      const kept = ring.length < size ? ring : [...ring.slice(oldest), ...ring.slice(0, oldest)];
      return kept.toReversed().map((entry) => entry());
    },
    clear: () => {
      [ring, count] = [[], 0];
    },
  };
}

/** The values with all that is personal, or not in the contract, replaced by a mark of its kind. */
export function maskValues(fields: Contract['request'], values: FieldRecord): FieldRecord {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, maskValue(fields[name], value)]));
}

function maskValue(field: Field | undefined, value: FieldValue): FieldValue {
  if (value === null || value === '') return value;
  if (field === undefined) return '‹not in the contract›';
  if (Array.isArray(value)) return value.map((member: FieldValue) => maskValue(field, member));
  if (typeof value === 'object') return maskValues(field.fields, value as FieldRecord);
  if (field.personal !== undefined) return `‹${field.personal}›`;
  return typeof value === 'string' ? value.replaceAll(/\d{14}/g, '‹pin›') : value;
}
