import { createHash } from 'node:crypto';
import { digestList } from '../protocol/digest-list.ts';
import { attributeOf, child, readXml } from '../protocol/read-xml.ts';
import type { XmlElement } from '../protocol/read-xml.ts';
import { digestMethods } from './digest-methods.ts';
import { broken, notChecked } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';
import { nameInContainer } from './name-in-container.ts';

/** The name of a hash chain result, all files of its container, and those that it should stand for. */
export type ChainedFiles = {
  result: string;
  files: Readonly<Record<string, Uint8Array>>;
  inputs: readonly string[];
};

type Walk = {
  files: ChainedFiles['files'];
  path: readonly string[];
  chains: Map<string, XmlElement>;
  steps: { left: number };
  found: Set<string>;
  absent: Set<string>;
};
type Method = { uri: string; algorithm: string };
type Digest = { method: string; value: Buffer };

const space = 'http://cyber.ee/hashchain';
const dsig = 'http://www.w3.org/2000/09/xmldsig#';

/** X-Road's tree has at most 31 levels, and a step for the parts of one message. */
const mostSteps = 64;

/** Where following a chain ends, with what is to be said of it. */
class ChainEnd extends Error {
  readonly check: EvidenceCheck;

  constructor(check: EvidenceCheck) {
    super('the hash chain ends here');
    this.check = check;
  }
}

/**
 * Follows a hash chain (X-Road's `hashchain.xsd` and `HashChainVerifier`) from its result down to the files, and computes
 * the result again: a step is the DER list of its digests. `good` when every input is a file that the chain leads to with
 * the digest it has. Digests are chained, names are not: it proves that these bytes were signed, not under which name.
 * Transforms are not understood. Never throws for what is in the bytes.
 */
export function checkHashChain({ result, files, inputs }: ChainedFiles): EvidenceCheck {
  const walk: Walk = {
    files,
    path: [],
    chains: new Map(),
    steps: { left: mostSteps },
    found: new Set(),
    absent: new Set(),
  };
  try {
    const root = readRoot(files, result, 'HashChainResult');
    const { value } = digestOfStep(attributeOf(root, 'URI'), methodOf(root, root), '', walk);
    if (!value.equals(digestIn(root))) return broken('chain-differs');
    if (!inputs.every((name) => walk.found.has(name))) return broken('not-signed');
    return walk.absent.size > 0 ? notChecked('absent') : { state: 'good' };
  } catch (error) {
    return error instanceof ChainEnd ? error.check : broken('unreadable');
  }
}

/** The digest of a step that a reference names, in this chain or in another file. */
function digestOfStep(reference: string, method: Method, current: string, walk: Walk): Digest {
  const [before = '', id = ''] = reference.split('#', 2);
  const name = before === '' ? current : nameInContainer(before);
  const key = `${name}#${id}`;
  if (walk.path.includes(key)) throw new ChainEnd(broken('chain-cycle'));
  walk.steps.left -= 1;
  if (walk.steps.left < 0) throw new ChainEnd(broken('chain-too-long'));
  const chain = walk.chains.get(name) ?? readRoot(walk.files, name, 'HashChain');
  walk.chains.set(name, chain);
  const [step, ...more] = chain.children.filter((one) => one.name === 'HashStep' && attributeOf(one, 'id') === id);
  if (id === '' || step === undefined || more.length > 0) throw new ChainEnd(broken('no-such-step'));
  const below = { ...walk, path: [...walk.path, key] };
  const digests = step.children.map((one) => digestOfValue(one, { chain, name, walk: below }));
  return { method: method.uri, value: hash(method, digestList(digests)) };
}

function digestOfValue(value: XmlElement, { chain, name, walk }: { chain: XmlElement; name: string; walk: Walk }) {
  const isKnown = value.children.every(
    (one) => one.namespace === dsig && (one.name === 'DigestMethod' || one.name === 'DigestValue'),
  );
  if (value.namespace !== space || !isKnown) throw new ChainEnd(notChecked('unknown-form'));
  const method = methodOf(value, chain);
  switch (value.name) {
    case 'HashValue':
      return { method: method.uri, value: digestIn(value) };
    case 'StepRef':
      return digestOfStep(attributeOf(value, 'URI'), method, name, walk);
    case 'DataRef':
      return digestOfFile(value, method, walk);
    default:
      throw new ChainEnd(notChecked('unknown-form'));
  }
}

/** A file that is not in the container has the digest that the chain says, as X-Road takes it; X-Road names no file twice. */
function digestOfFile(value: XmlElement, method: Method, { files, found, absent }: Walk): Digest {
  const [name, said] = [nameInContainer(attributeOf(value, 'URI')), digestIn(value)];
  const bytes = fileOf(files, name);
  if (found.has(name)) throw new ChainEnd(notChecked('unknown-form'));
  if (bytes !== undefined && !hash(method, bytes).equals(said)) throw new ChainEnd(broken('file-differs'));
  (bytes === undefined ? absent : found).add(name);
  return { method: method.uri, value: said };
}

function hash({ algorithm }: Method, bytes: Uint8Array): Buffer {
  return createHash(algorithm).update(bytes).digest();
}

/** The method of a value, or the chain's own where it names none. */
function methodOf(value: XmlElement, chain: XmlElement): Method {
  const method = child(value, 'DigestMethod', dsig) ?? child(chain, 'DefaultDigestMethod', space);
  if (method === undefined) throw new ChainEnd(broken('unreadable'));
  const uri = attributeOf(method, 'Algorithm');
  const algorithm = digestMethods[uri];
  if (algorithm === undefined) throw new ChainEnd(notChecked('unknown-form'));
  return { uri, algorithm };
}

function digestIn(value: XmlElement): Buffer {
  const digest = child(value, 'DigestValue', dsig);
  if (digest === undefined) throw new ChainEnd(broken('unreadable'));
  return Buffer.from(digest.text, 'base64');
}

function fileOf(files: ChainedFiles['files'], name: string): Uint8Array | undefined {
  return Object.hasOwn(files, name) ? files[name] : undefined;
}

function readRoot(files: ChainedFiles['files'], name: string, root: string): XmlElement {
  const bytes = fileOf(files, name);
  if (bytes === undefined) throw new ChainEnd(broken('no-such-step'));
  const element = readXml(bytes);
  if (element.namespace !== space || element.name !== root) throw new ChainEnd(broken('unreadable'));
  return element;
}
