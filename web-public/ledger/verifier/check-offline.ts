// Runs in the browser as it stands, its types taken off: it imports nothing and asks nobody.

/** What a proof shows once it holds. Hashes are hex, instants UTC with microseconds. `number` is printed, not proven. */
export type OfflineProof = {
  number: string | null;
  kind: string;
  legalAt: string;
  recordedAt: string;
  commitment: string;
  place: number;
  size: number;
  origin: string;
  /** Who of the given witnesses has cosigned, when by their own clock; null who has not in this proof. */
  witnesses: { name: string; seenAt: string | null }[];
  /** Cosignatures under keys that were not given. */
  unknown: number;
};

/** Why a proof does not hold: not readable, another key, signature or cosignature, a way that leads elsewhere, a browser that cannot. */
export class ProofFault extends Error {
  readonly code: 'unreadable' | 'keyUnreadable' | 'notSigned' | 'notCosigned' | 'wrong' | 'unsupported';

  constructor(code: ProofFault['code']) {
    super(code);
    this.code = code;
  }
}

type Header = Record<string, string | number>;
type Read = {
  number: string | null;
  header: Header;
  commitment: Uint8Array;
  prev: Uint8Array;
  place: number;
  size: number;
  way: Uint8Array[];
  origin: string;
  /** Key id and signature. */
  signature: Uint8Array;
  /** Key id, time in seconds (8 bytes) and signature of each witness. */
  cosignatures: Uint8Array[];
  /** As the proof states them, when it does: they have to be what follows. */
  entry: string | null;
  root: Uint8Array | null;
};

/**
 * Checks a proof by itself with the key that was printed (`name+id+key`): digits of a QR, the address in it, or the text of a
 * `.tlog-proof` file. `witnessKeys` are those of witnesses, one a line. Throws `ProofFault`.
 */
export async function checkOffline(proof: string, keyText: string, witnessKeys = ''): Promise<OfflineProof> {
  const read = proof.startsWith('c2sp.org/tlog-proof@v1\n') ? readProofFile(proof) : readDigits(proof);
  const key = await readKey(keyText, 0x01);
  const known = await Promise.all(witnessKeys.split(/\s+/).flatMap((one) => (one === '' ? [] : [readKey(one, 0x04)])));
  const { header, commitment, place, size } = read;
  const event = hexOf(await sha256(read.prev, utf8(canonical(header)), commitment));
  const counted = header['kind'] === 'COMPLAINT_FILED' ? { kind: header['kind'] } : {};
  const entry = canonical({ event, time: header['recordedAt'] ?? '', v: 1, ...counted });
  if (read.entry !== null && read.entry !== entry) throw new ProofFault('wrong');
  const root = await rootOf(utf8(entry), read);
  if (read.root !== null && hexOf(read.root) !== hexOf(root)) throw new ProofFault('wrong');
  const text = `${read.origin}\n${size}\n${base64(root)}\n`;
  const isKey = read.origin === key.name && hexOf(read.signature.subarray(0, 4)) === key.id;
  if (!isKey || !(await isSigned(key.bytes, utf8(text), read.signature.subarray(4)))) throw new ProofFault('notSigned');
  return {
    number: read.number,
    kind: String(header['kind']),
    legalAt: String(header['legalAt']),
    recordedAt: String(header['recordedAt']),
    commitment: hexOf(commitment),
    place,
    size,
    origin: read.origin,
    witnesses: await Promise.all(known.map((witness) => seenBy(witness, read.cosignatures, text))),
    unknown: read.cosignatures.filter((one) => known.every(({ id }) => id !== hexOf(one.subarray(0, 4)))).length,
  };
}

/** C2SP tlog-cosignature, “Ed25519 signed message”. */
async function seenBy(
  witness: Key,
  cosignatures: Uint8Array[],
  text: string,
): Promise<OfflineProof['witnesses'][number]> {
  const own = cosignatures.find((one) => hexOf(one.subarray(0, 4)) === witness.id);
  if (own === undefined) return { name: witness.name, seenAt: null };
  const time = BigInt(`0x${hexOf(own.subarray(4, 12))}`);
  const message = utf8(`cosignature/v1\ntime ${String(time)}\n${text}`);
  const isGood = time < 8.64e12 && (await isSigned(witness.bytes, message, own.subarray(12)));
  if (!isGood) throw new ProofFault('notCosigned');
  return { name: witness.name, seenAt: new Date(Number(time) * 1_000).toISOString() };
}

/** RFC 9162, 2.1.3.2: the root to which the way leads from the entry. */
async function rootOf(entry: Uint8Array, { place, size, way }: Read): Promise<Uint8Array> {
  if (place >= size) throw new ProofFault('wrong');
  let node = await sha256(Uint8Array.of(0), entry);
  let at = place;
  let last = size - 1;
  const half = (value: number): number => Math.floor(value / 2);
  for (const sibling of way) {
    if (last === 0) throw new ProofFault('wrong');
    if (at % 2 === 1 || at === last) {
      node = await sha256(Uint8Array.of(1), sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)];
    } else node = await sha256(Uint8Array.of(1), node, sibling);
    [at, last] = [half(at), half(last)];
  }
  if (last !== 0) throw new ProofFault('wrong');
  return node;
}

function readDigits(proof: string): Read {
  const [, digits = ''] = /(?:^|#)(\d{100,4000})$/.exec(proof.trim()) ?? [];
  if (digits === '') throw new ProofFault('unreadable');
  const hex = BigInt(digits).toString(16);
  const bytes = bytesOfHex(hex.length % 2 === 0 ? hex : `0${hex}`);
  let done = 0;
  const take = (length: number): Uint8Array => {
    if (done + length > bytes.length) throw new ProofFault('unreadable');
    return bytes.subarray(done, (done += length));
  };
  const byte = (): number => take(1)[0] ?? 0;
  const text = (): string => new TextDecoder().decode(take(byte()));
  const id = (): string => hexOf(take(16)).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const count = (): number => {
    let value = 0;
    for (let scale = 1; scale < 2 ** 53; scale *= 128) {
      const next = byte();
      value += (next % 128) * scale;
      if (next < 128) return value;
    }
    throw new ProofFault('unreadable');
  };
  const instant = (): string => {
    const micros = BigInt(`0x${hexOf(take(8))}`);
    const milliseconds = Number(micros / 1_000n);
    if (milliseconds > 8.64e15) throw new ProofFault('unreadable');
    return `${new Date(milliseconds).toISOString().slice(0, 23)}${String(micros % 1_000n).padStart(3, '0')}Z`;
  };
  const version = byte();
  if (version < 1 || version > 3) throw new ProofFault('unreadable');
  const [number, origin, subject, kind, status, actor] = [text(), text(), text(), text(), text(), text()];
  const recordId = id();
  const [seq, schemaVersion] = [count(), count()];
  const [legalAt, recordedAt] = [instant(), instant()];
  take(32);
  const [commitment, prev] = [take(32), take(32)];
  const [place, size, steps] = [count(), count(), count()];
  if (steps > 63) throw new ProofFault('unreadable');
  const way = Array.from({ length: steps }, () => take(32));
  const signature = take(68);
  const cosignatures = version === 1 ? [] : Array.from({ length: byte() }, () => take(76));
  const standsIn = version === 3 ? { actingFor: id() } : {};
  if (done !== bytes.length) throw new ProofFault('unreadable');
  const header = { recordId, seq, subject, kind, schemaVersion, status, legalAt, recordedAt, actor, ...standsIn };
  return {
    number,
    header,
    commitment,
    prev,
    place,
    size,
    way,
    origin,
    signature,
    cosignatures,
    entry: null,
    root: null,
  };
}

function readProofFile(proof: string): Read {
  try {
    const end = proof.indexOf('\n\n');
    const [, extra = '', index = '', ...way] = proof.slice(0, end).split('\n');
    const said = JSON.parse(new TextDecoder().decode(bytesOfBase64(extra.replace(/^extra /, '')))) as {
      entry: string;
      header: Header;
      prev: string;
      commitment: string;
    };
    const [origin = '', size = '', root = '', , ...signatures] = proof.slice(end + 2).split('\n');
    const line = signatures.find((one) => one.startsWith(`— ${origin} `)) ?? '';
    return {
      number: null,
      header: said.header,
      commitment: bytesOfHex(said.commitment),
      prev: bytesOfHex(said.prev),
      place: wholeNumber(index.replace(/^index /, '')),
      size: wholeNumber(size),
      way: way.map(bytesOfBase64),
      origin,
      signature: bytesOfBase64(line.slice(`— ${origin} `.length)),
      cosignatures: signatures
        .filter((one) => one !== line && one.startsWith('— '))
        .map((one) => bytesOfBase64(one.slice(one.lastIndexOf(' ') + 1)))
        .filter(({ length }) => length === 76),
      entry: said.entry,
      root: bytesOfBase64(root),
    };
  } catch {
    throw new ProofFault('unreadable');
  }
}

type Key = { name: string; id: string; bytes: Uint8Array };

/** C2SP signed-note: the id of a key is the beginning of the hash of its name and bytes; 0x01 says Ed25519, 0x04 a witness. */
async function readKey(text: string, kind: number): Promise<Key> {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/.exec(text.trim()) ?? [];
  if (encoded === '') throw new ProofFault('keyUnreadable');
  const typed = bytesOfBase64(encoded);
  const own = hexOf((await sha256(utf8(`${name}\n`), typed)).subarray(0, 4));
  if (typed[0] !== kind || typed.length !== 33 || own !== id) throw new ProofFault('keyUnreadable');
  return { name, id, bytes: typed.subarray(1) };
}

async function isSigned(key: Uint8Array, text: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const algorithm = { name: 'Ed25519' };
  try {
    const known = await crypto.subtle.importKey('raw', key.slice(), algorithm, false, ['verify']);
    return await crypto.subtle.verify(algorithm, known, signature.slice(), text.slice());
  } catch {
    throw new ProofFault('unsupported');
  }
}

async function sha256(...parts: Uint8Array[]): Promise<Uint8Array> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}

/** RFC 8785 for objects of plain texts and whole numbers: keys in the order of their code units. */
function canonical(object: Header): string {
  const keys = Object.keys(object).toSorted();
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, object[key]])));
}

function wholeNumber(text: string): number {
  if (!/^(0|[1-9]\d{0,15})$/.test(text)) throw new ProofFault('unreadable');
  return Number(text);
}

function bytesOfHex(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new ProofFault('unreadable');
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function bytesOfBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
