import type { z } from 'zod';
import { granted, refuse } from '../domain/refusals.ts';
import type { Outcome } from '../domain/refusals.ts';
import type { Visit } from './visit.ts';

/** The fields of a form, checked strictly: an unknown or broken field is refused with INPUT_INVALID. */
export function readForm<T>(visit: Visit, schema: z.ZodType<T>): Outcome<T> {
  const { _csrf: _token, ...fields } = visit.form;
  const read = schema.safeParse(fields);
  return read.success
    ? granted(read.data)
    : refuse('INPUT_INVALID', { field: String(read.error.issues[0]?.path[0] ?? '') });
}

/** A field as it was typed, to be shown again; empty when it is not a text. */
export function typed(visit: Visit, name: string): string {
  const value = visit.form[name];
  return typeof value === 'string' ? value : '';
}

/** One paragraph a line group: empty lines part them. */
export function paragraphs(text: string): string[] {
  return text
    .split(/\r?\n\s*\r?\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** One item a line. */
export function lines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
