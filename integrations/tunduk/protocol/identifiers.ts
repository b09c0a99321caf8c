/** A subsystem that sends or receives messages (PR-REST §4.2, PR-MESS §2.1). All four parts are always there. */
export interface SubsystemId {
  instance: string;
  memberClass: string;
  memberCode: string;
  subsystem: string;
}

/** A service of a subsystem. Only SOAP services have a version, and not all of them. */
export interface ServiceId extends SubsystemId {
  service: string;
  version?: string;
}

/** A part of an identifier cannot be used; `part` is its name, never its value. */
export class IdentifierError extends Error {
  override readonly name = 'IdentifierError';
  readonly part: string;

  constructor(part: string) {
    super(`identifier part ${part} is empty or holds a character that X-Road refuses`);
    this.part = part;
  }
}

const allowed = /^[\p{L}\p{N}'()+,\-.=?_ ]+$/u;
const strict = /^[A-Za-z0-9'()+,\-.=?]+$/;

/**
 * Whether a part of an identifier may be used. `strict` is what new installations enforce since 7.3.0 (PR-REST §4.8);
 * without it letters of any alphabet, `_` and the space pass too. `% : ; / \`, control characters, U+200B and U+FEFF
 * never do.
 */
export function isIdentifierPart(part: string, mode: 'strict' | 'lenient'): boolean {
  return (mode === 'strict' ? strict : allowed).test(part);
}

/** The identifier with its parts checked; throws `IdentifierError` with the name of the first bad part. */
export function checkedIdentifier<Id extends SubsystemId>(id: Id, mode: 'strict' | 'lenient' = 'lenient'): Id {
  for (const [part, value] of Object.entries(id)) {
    if (value !== undefined && !isIdentifierPart(String(value), mode)) throw new IdentifierError(part);
  }
  return id;
}

/** `instance/class/code/subsystem`, each part percent-encoded as UTF-8 by itself (PR-REST §4.2). */
export function encodeSubsystemId({ instance, memberClass, memberCode, subsystem }: SubsystemId): string {
  return `${encodeURIComponent(instance)}/${encodeURIComponent(memberClass)}/${encodeURIComponent(memberCode)}/${encodeURIComponent(subsystem)}`;
}

/** `instance/class/code/subsystem/service`; a REST service has no version part. */
export function encodeServiceId(id: ServiceId): string {
  return `${encodeSubsystemId(id)}/${encodeURIComponent(id.service)}`;
}

/**
 * The value of an `X-Road-Client` header. X-Road also takes three parts, a member without a subsystem; then `subsystem`
 * is the empty text. Undefined when it is not such a value.
 */
export function decodeClientId(text: string): SubsystemId | undefined {
  const parts = decodeParts(text);
  const [instance, memberClass, memberCode, subsystem = ''] = parts ?? [];
  if (parts === undefined || parts.length > 4) return undefined;
  if (instance === undefined || memberClass === undefined || memberCode === undefined) return undefined;
  return { instance, memberClass, memberCode, subsystem };
}

/** The value of an `X-Road-Service` header; undefined when it is not five parts. */
export function decodeServiceId(text: string): ServiceId | undefined {
  const parts = decodeParts(text);
  const [instance, memberClass, memberCode, subsystem, service] = parts ?? [];
  if (parts?.length !== 5 || !instance || !memberClass || !memberCode || !subsystem || !service) return undefined;
  return { instance, memberClass, memberCode, subsystem, service };
}

/** `instance/class/code/subsystem[/service[/version]]` for people and as a key; nothing is encoded. */
export function sayIdentifier(id: SubsystemId | ServiceId): string {
  const subsystem = `${id.instance}/${id.memberClass}/${id.memberCode}/${id.subsystem}`;
  if (!('service' in id)) return subsystem;
  return id.version === undefined ? `${subsystem}/${id.service}` : `${subsystem}/${id.service}/${id.version}`;
}

/** The subsystem that offers a service. */
export function subsystemOf({ instance, memberClass, memberCode, subsystem }: SubsystemId): SubsystemId {
  return { instance, memberClass, memberCode, subsystem };
}

/** Whether two subsystems are the same one. */
export function isSameSubsystem(one: SubsystemId, other: SubsystemId): boolean {
  return sayIdentifier(subsystemOf(one)) === sayIdentifier(subsystemOf(other));
}

function decodeParts(text: string): string[] | undefined {
  try {
    const parts = text.split('/');
    if (parts.includes('')) return undefined;
    return text.includes('%') ? parts.map(decodeURIComponent) : parts;
  } catch {
    return undefined;
  }
}
