import type { Contract, Field } from '../contracts/contract-schema.ts';
import type { FieldRecord, FieldValue } from '../contracts/field-values.ts';

/** One call as the page and the control interface show it. Personal values are masked, and only they were ever kept. */
export interface JournalEntry {
  number: number;
  at: Date;
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
  scenario: string | undefined;
  request: FieldRecord | undefined;
  answer: FieldRecord | undefined;
  /** The same call for a terminal, with an invented PIN. */
  curl: string | undefined;
}

/** The last calls, newest first. */
export interface Journal {
  add(entry: Omit<JournalEntry, 'number'>): void;
  list(): readonly JournalEntry[];
  clear(): void;
}

/** A journal of the last `size` calls, in memory only. */
export function journalOf(size: number): Journal {
  let entries: JournalEntry[] = [];
  let count = 0;
  return {
    add(entry) {
      count += 1;
      entries = [{ number: count, ...entry }, ...entries.slice(0, size - 1)];
    },
    list: () => entries,
    clear: () => {
      entries = [];
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
  return field.personal === undefined ? value : `‹${field.personal}›`;
}
