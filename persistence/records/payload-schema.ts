import { z } from 'zod';
import type { EventKind, FieldShape } from '../../domain/records/event-kind.ts';

const code = z.string().regex(/^[\p{L}\p{N}_.-]{1,64}$/u);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const shapes: Record<FieldShape, z.ZodType> = {
  instant: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
  id: z.uuid(),
  code,
  hash,
  text: z.string().max(2_000),
  integer: z.int(),
  flag: z.boolean(),
  ids: z.array(z.uuid()),
  codes: z.array(code),
  hashes: z.array(hash),
  data: z.json(),
};

const schemas = new WeakMap<EventKind, z.ZodType<Record<string, unknown>>>();

/** Checks a payload strictly against its kind: every field, no other. Throws a ZodError, which is a defect of ours. */
export function checkPayload(kind: EventKind, payload: Record<string, unknown>): Record<string, unknown> {
  let schema = schemas.get(kind);
  if (!schema) {
    const fields = Object.entries(kind.fields).map(([name, field]) => {
      const shape = shapes[field.shape];
      return [name, field.optional ? shape.optional() : shape] as const;
    });
    schema = z.strictObject(Object.fromEntries(fields));
    schemas.set(kind, schema);
  }
  return schema.parse(payload);
}
