/**
 * Who may read a field of an event.
 * `public`: everybody. `parties`: who holds the receipt's code, and staff. `staff`: staff of the commission and those above it.
 * `sealed`: nobody through the product; kept for a court.
 */
export type Visibility = 'public' | 'parties' | 'staff' | 'sealed';

/** From the widest circle to the narrowest. */
export const visibilities = ['public', 'parties', 'staff', 'sealed'] as const satisfies readonly Visibility[];

/**
 * The few shapes a field can have. `instant`: see domain/time. `id`: a random UUID. `code`: a word of a closed list.
 * `hash`: 64 hex digits. `text`: words that carry no personal data. `data`: plain JSON (a derivation).
 */
export type FieldShape =
  'instant' | 'id' | 'code' | 'hash' | 'text' | 'integer' | 'flag' | 'ids' | 'codes' | 'hashes' | 'data';

/** One field of an event's payload: its shape, who may read it, and whether it may be absent. */
export type EventField = { shape: FieldShape; visibility: Visibility; optional?: boolean };

/** A kind of event with its schema version. Payloads are strict: no other fields. */
export type EventKind = { kind: string; version: number; fields: Record<string, EventField> };

type ShapeValue = {
  instant: string;
  id: string;
  code: string;
  hash: string;
  text: string;
  integer: number;
  flag: boolean;
  ids: readonly string[];
  codes: readonly string[];
  hashes: readonly string[];
  data: unknown;
};

type OptionalKeys<F extends Record<string, EventField>> = {
  [K in keyof F]: F[K] extends { optional: true } ? K : never;
}[keyof F];

/** The payload that an event kind's fields describe. */
export type PayloadOf<K extends EventKind> = {
  [F in Exclude<keyof K['fields'], OptionalKeys<K['fields']>>]: ShapeValue[K['fields'][F]['shape']];
} & { [F in OptionalKeys<K['fields']>]?: ShapeValue[K['fields'][F]['shape']] };

/** Declares an event kind; the type keeps the literal fields so that payloads are checked. */
export function eventKind<const F extends Record<string, EventField>, const N extends string>(kind: N, fields: F) {
  return { kind, version: 1, fields } as const;
}

/** Payload fields that a reader of the given circle may see, in the order of the declaration. */
export function visiblePayload(
  kind: EventKind,
  payload: Record<string, unknown>,
  reader: Visibility,
): Record<string, unknown> {
  const circle = visibilities.indexOf(reader);
  return Object.fromEntries(
    Object.entries(kind.fields)
      .filter(([name, field]) => visibilities.indexOf(field.visibility) <= circle && name in payload)
      .map(([name]) => [name, payload[name]]),
  );
}
