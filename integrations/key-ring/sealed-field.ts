import { contextOf, openBytes, sealBytes } from './sealed-bytes.ts';

/** Where a sealed value belongs; in another place it does not open. */
export interface FieldPlace {
  table: string;
  column: string;
  rowId: string;
}

/** Seals a small text (PIN, contact, address) under the record's own key, for a bytea column. */
export function sealField(recordKey: Buffer, place: FieldPlace, text: string): Buffer {
  return sealBytes(recordKey, contextOfField(place), Buffer.from(text, 'utf8'));
}

/** The text of a sealed field; refuses with `sealed-field-damaged` when key, place or bytes are other ones. */
export function openField(recordKey: Buffer, place: FieldPlace, sealed: Buffer): string {
  return openBytes(recordKey, contextOfField(place), sealed, 'sealed-field-damaged').toString('utf8');
}

function contextOfField(place: FieldPlace): Buffer {
  return contextOf('shailoo field', place.table, place.column, place.rowId);
}
