import { createHmac, randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import canonicalize from 'canonicalize';
import { z } from 'zod';
import type { Contract, Field } from '../contracts/contract-schema.ts';
import { ContractBreach } from '../contracts/field-values.ts';
import type { FieldRecord, FieldValue } from '../contracts/field-values.ts';
import { personOfPin } from '../contracts/people/person-of-pin.ts';
import type { StubService } from './stub-configuration.ts';
import { XRoadFault } from './x-road-fault.ts';

const recording = z.strictObject({
  request: z.record(z.string(), z.unknown()),
  status: z.int(),
  answer: z.record(z.string(), z.unknown()).optional(),
});

/** One recorded exchange, everything personal in it replaced. */
export interface Recording {
  request: FieldRecord;
  status: number;
  answer: FieldRecord | undefined;
}

/**
 * The recorded answer to a request: `strict` wants the same fields, `sequence` gives the recordings in their order and
 * begins again at the end; `places` says how far each is. Throws `XRoadFault` when there is none.
 */
export async function replay(
  folder: string,
  settings: StubService,
  contract: Contract,
  request: FieldRecord,
  places: Map<string, number>,
): Promise<Pick<Recording, 'status' | 'answer'>> {
  const file = fileOf(folder, settings, contract);
  const text = await readFile(file, 'utf8').catch(() => '');
  const all = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => recording.parse(JSON.parse(line)) as Recording);
  const place = places.get(file) ?? 0;
  const wanted = canonicalize(request);
  const found =
    settings.replay === 'sequence'
      ? all[place % Math.max(all.length, 1)]
      : all.find((one) => canonicalize(one.request) === wanted);
  if (found === undefined) {
    throw new XRoadFault('Server.ServerProxy.ServiceFailed.NetworkError', 'nothing is recorded for this request');
  }
  places.set(file, place + 1);
  return { status: found.status, answer: found.answer };
}

/** Appends a redacted exchange to the recordings of its contract. Only what `redact` gave may come here. */
export async function record(folder: string, settings: StubService, contract: Contract, one: Recording): Promise<void> {
  const file = fileOf(folder, settings, contract);
  await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
  await appendFile(file, `${JSON.stringify(one)}\n`, { mode: 0o600 });
}

/** Replaces personal values, the same one always by the same invented one, until the process ends. */
export type Redaction = (fields: Contract['request'], values: FieldRecord) => FieldRecord;

/**
 * A redaction with a key of its own that nobody keeps. It fails closed: a field that the contract does not name, or
 * a free text that it does not mark and that holds 14 digits, throws `ContractBreach` and nothing is recorded.
 */
export function newRedaction(): Redaction {
  const key = randomBytes(32);
  const number = (value: string) => createHmac('sha256', key).update(value).digest().readUInt32BE(0);
  return (fields, values) => redactFields(fields, values, number);
}

type Numbering = (value: string) => number;

function redactFields(fields: Contract['request'], values: FieldRecord, number: Numbering): FieldRecord {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = fields[name];
      if (field === undefined) throw new ContractBreach(name, 'is not in the contract and could not be redacted');
      return [name, redactValue(name, field, value, number)];
    }),
  );
}

function redactValue(name: string, field: Field, value: FieldValue, number: Numbering): FieldValue {
  if (value === null || value === '') return value;
  if (Array.isArray(value)) return value.map((member: FieldValue) => redactValue(name, field, member, number));
  if (typeof value === 'object') return redactFields(field.fields, value as FieldRecord, number);
  if (field.personal !== undefined) return redacted(field, value, number(String(value)));
  if (/\d{14}/.test(String(value))) throw new ContractBreach(name, 'holds 14 digits and is not marked as personal');
  return value;
}

function redacted(field: Field, value: FieldValue, seed: number): FieldValue {
  const pin = `${(seed % 2) + 1}3102${1950 + (seed % 50)}${String(seed % 90_000).padStart(5, '0')}`;
  const person = personOfPin(pin);
  const chosen = (name: string) => person[name] ?? '';
  if (typeof value === 'boolean') return seed % 2 === 0;
  if (typeof value === 'number') return seed % 1_000;
  switch (field.type) {
    case 'date':
      return chosen('dateOfBirth');
    case 'dateTime':
      return chosen('dateTimeOfBirth');
    case 'base64':
      return Buffer.from(String(seed)).toString('base64');
    case 'group':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'text':
  }
  switch (field.personal) {
    case 'pin':
      return pin;
    case 'name':
      return chosen('surname');
    case 'address':
      return chosen('village');
    case 'document':
      return chosen('passportNumber');
    case 'birthDate':
      return chosen('dateOfBirth');
    case undefined:
    case 'contact':
    case 'photo':
    case 'money':
    case 'health':
    case 'offence':
    case 'other':
      return `мисал ${seed % 1_000}`;
  }
}

function fileOf(folder: string, { recordings = '.' }: StubService, contract: Contract): string {
  const place = isAbsolute(recordings) ? recordings : join(folder, recordings);
  return join(place, `${contract.id}.jsonl`);
}
