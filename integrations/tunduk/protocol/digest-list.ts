import { OctetString, Sequence, Utf8String } from 'asn1js';

/** A digest with the identifier of its method as XML signatures write it. */
export type NamedDigest = { method: string; value: Uint8Array };

/** What a step of X-Road's hash chain is the digest of: `DigestList` in DER, of each the digest, method and no transforms. */
export function digestList(digests: readonly NamedDigest[]): Uint8Array {
  const single = ({ method, value }: NamedDigest) =>
    new Sequence({
      value: [
        new OctetString({ valueHex: new Uint8Array(value).buffer }),
        new Utf8String({ value: method }),
        new Sequence(),
      ],
    });
  return new Uint8Array(new Sequence({ value: digests.map(single) }).toBER());
}
