import { z } from 'zod';
import { certainties } from '../../../domain/law/certainty.ts';
import { schedule, timeZone } from './schedule.ts';

const types = ['text', 'date', 'dateTime', 'integer', 'number', 'boolean', 'base64'] as const;

/** What personal data a field holds; everything that has a kind is masked in journals and redacted in recordings. */
export const personalKinds = [
  'pin',
  'name',
  'birthDate',
  'address',
  'document',
  'contact',
  'photo',
  'money',
  'health',
  'offence',
  'other',
] as const;

const flags = new RegExp(`^(${types.join('|')})((?: (?:optional|nillable|list|pii=(?:${personalKinds.join('|')})))*)$`);

const words = z.strictObject({ ky: z.string().min(1), ru: z.string().min(1), en: z.string().min(1) });
const code = z.string().regex(/^[A-Z][A-Z_]*$/);
const plain = z
  .string()
  .regex(flags, `a field is a type (${types.join(', ')}) and flags: optional, nillable, list, pii=…`);

/** One field of a message: a leaf in words (`text optional pii=name`) or a group of fields. */
export interface Field {
  type: (typeof types)[number] | 'group';
  isOptional: boolean;
  isNillable: boolean;
  isList: boolean;
  personal: (typeof personalKinds)[number] | undefined;
  fields: Readonly<Record<string, Field>>;
}

type WrittenField = string | { list?: boolean; optional?: boolean; nillable?: boolean; fields: WrittenFields };
interface WrittenFields {
  [name: string]: WrittenField;
}

const writtenField: z.ZodType<WrittenField> = z.lazy(() =>
  z.union([
    plain,
    z.strictObject({
      list: z.boolean().optional(),
      optional: z.boolean().optional(),
      nillable: z.boolean().optional(),
      fields: writtenFields,
    }) as z.ZodType<WrittenField>,
  ]),
);
const writtenFields: z.ZodType<WrittenFields> = z.record(z.string().regex(/^[A-Za-z_][\w-]*$/), writtenField);
const fields = writtenFields.transform((written) => fieldsOf(written));

const service = z.strictObject({
  memberClass: z.string(),
  memberCode: z.string(),
  subsystem: z.string(),
  service: z.string(),
  version: z.string().optional(),
});

const outage = z.strictObject({ cron: schedule, zone: timeZone, minutes: z.int().positive(), notice: words });

const base = {
  id: z.string().regex(/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/),
  title: words,
  /** `confirmed` by the owner; `seen` in public code of integrators only; `draft` of ours, no such service is known. */
  status: z.enum(['confirmed', 'seen', 'draft']),
  owner: words,
  source: z.string().min(1),
  /** What of this contract nobody outside the owner has seen; these parts are ours until the owner shows them. */
  gaps: z.array(z.enum(['subsystem', 'version', 'request', 'answer', 'errorCodes', 'limits', 'legalGround'])),
  date: z.iso.date(),
  service,
  effect: z.enum(['read', 'write']),
  /** The ground in law on which we ask, and how sure it is. */
  legalGround: z.strictObject({ text: z.string().min(1), certainty: z.enum(certainties) }),
  limits: z.strictObject({
    /** How long their security server waits for the provider. */
    providerSeconds: z.int().positive(),
    answerBytes: z.int().positive(),
    callsPerMinute: z.int().positive(),
    /** Every read is visible to the person; more on one day look like snooping (reference §6.5). */
    readsPerPersonAndDay: z.int().positive(),
  }),
  plannedOutages: z.array(outage),
  request: fields,
  answer: fields,
};

const soap = z.strictObject({
  ...base,
  protocol: z.literal('soap'),
  soap: z.strictObject({
    namespace: z.string(),
    wrapper: z.string(),
    answerWrapper: z.string(),
    action: z.string().optional(),
    /** Where in the wrapper the request fields stand; without it directly in the wrapper. */
    requestIn: z.string().optional(),
    answerIn: z.string().optional(),
  }),
  /** Answers that are data but not what was hoped for: the first row whose field has one of the values decides. */
  business: z.array(z.strictObject({ field: z.string(), in: z.array(z.string()), code })),
});

const rest = z.strictObject({
  ...base,
  protocol: z.literal('rest'),
  rest: z.strictObject({
    method: z.enum(['GET', 'POST']),
    /** After the service code; `{name}` is a field of the request, the other fields go into query or body. */
    path: z.string().regex(/^(\/[\w.{}-]+)*$/),
  }),
  business: z.array(
    z.union([
      z.strictObject({ status: z.int(), code }),
      z.strictObject({ field: z.string(), in: z.array(z.string()), code }),
    ]),
  ),
});

/** The form of `contract.yaml`. */
export const contractSchema = z.discriminatedUnion('protocol', [soap, rest]);

/** The same form as JSON Schema, for editors. */
export function contractJsonSchema(): object {
  return z.toJSONSchema(contractSchema, { io: 'input' });
}

/** One service of a registry: who owns it, how sure we are of it, its messages, limits and business answers. */
export type Contract = z.output<typeof contractSchema>;

function fieldsOf(written: WrittenFields): Record<string, Field> {
  return Object.fromEntries(Object.entries(written).map(([name, field]) => [name, fieldOf(field)]));
}

function fieldOf(written: WrittenField): Field {
  if (typeof written !== 'string') {
    const { list = false, optional = false, nillable = false } = written;
    return {
      type: 'group',
      isOptional: optional,
      isNillable: nillable,
      isList: list,
      personal: undefined,
      fields: fieldsOf(written.fields),
    };
  }
  const [type, ...marks] = written.split(' ');
  const personal = marks.find((mark) => mark.startsWith('pii='))?.slice('pii='.length);
  return {
    type: types.find((one) => one === type) ?? 'text',
    isOptional: marks.includes('optional'),
    isNillable: marks.includes('nillable'),
    isList: marks.includes('list'),
    personal: personalKinds.find((kind) => kind === personal),
    fields: {},
  };
}
