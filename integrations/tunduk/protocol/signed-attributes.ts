import { fromBER } from 'asn1js';
import type { AsnType } from 'asn1js';

/**
 * The signed attributes of the one signer of a CMS `SignedData` in DER, byte for byte as they stand, with the tag of a SET:
 * what the signature is over (RFC 5652, 5.4). Undefined where there are none. The schema package gives them read only.
 */
export function signedAttributes(signedData: ArrayBuffer): Buffer | undefined {
  const signers = partsOf(fromBER(signedData).result).at(-1);
  const [signer] = signers === undefined ? [] : partsOf(signers);
  const found = signer && partsOf(signer).find(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === 0);
  if (found === undefined) return undefined;
  const bytes = Buffer.from(found.valueBeforeDecodeView);
  bytes[0] = 0x31;
  return bytes;
}

function partsOf(block: AsnType): AsnType[] {
  const { valueBlock } = block;
  return 'value' in valueBlock && Array.isArray(valueBlock.value) ? (valueBlock.value as AsnType[]) : [];
}
