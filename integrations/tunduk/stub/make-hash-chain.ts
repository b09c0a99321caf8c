import { createHash } from 'node:crypto';
import { digestList } from '../protocol/digest-list.ts';

const space = 'http://cyber.ee/hashchain';
const dsig = 'http://www.w3.org/2000/09/xmldsig#';
const sha512 = 'http://www.w3.org/2001/04/xmlenc#sha512';

/**
 * The hash chain of one message with several parts and the result that is signed, as X-Road's `HashChainBuilder` makes
 * them: one step that names the parts.
 */
export function makeHashChain(parts: Readonly<Record<string, Buffer>>): { result: Buffer; chain: Buffer } {
  const digests = Object.entries(parts).map(([name, bytes]) => ({ name, method: sha512, value: digest(bytes) }));
  const references = digests.map(
    ({ name, value }) =>
      `<hc:DataRef URI="/${name}"><DigestValue>${value.toString('base64')}</DigestValue></hc:DataRef>`,
  );
  const root = (name: string, attributes: string, content: string) =>
    Buffer.from(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n` +
        `<hc:${name}${attributes} xmlns="${dsig}" xmlns:hc="${space}">${content}</hc:${name}>\n`,
    );
  const top = digest(digestList(digests)).toString('base64');
  return {
    result: root(
      'HashChainResult',
      ' URI="/sig-hashchain.xml#STEP0"',
      `<DigestMethod Algorithm="${sha512}"/><DigestValue>${top}</DigestValue>`,
    ),
    chain: root(
      'HashChain',
      '',
      `<hc:DefaultDigestMethod Algorithm="${sha512}"/><hc:HashStep id="STEP0">${references.join('')}</hc:HashStep>`,
    ),
  };
}

function digest(bytes: Uint8Array): Buffer {
  return createHash('sha512').update(bytes).digest();
}
