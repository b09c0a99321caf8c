import { AsnConvert } from '@peculiar/asn1-schema';
import { BasicConstraints, Certificate, id_ce_basicConstraints } from '@peculiar/asn1-x509';
import { X509Certificate } from 'node:crypto';
import { broken, notChecked } from './evidence-check.ts';
import type { EvidenceCheck } from './evidence-check.ts';

/** Certificates that a container brings along; those that cannot be read are left out, because they prove nothing. */
export function readable(found: readonly Uint8Array[]): X509Certificate[] {
  return found.flatMap((bytes) => {
    try {
      return [new X509Certificate(bytes)];
    } catch {
      return [];
    }
  });
}

const longest = 6;

/**
 * The certificates from `leaf` to an anchor, each signed by the next; undefined where there is no such way. An anchor is a
 * path of its own.
 */
export function pathTo(
  leaf: X509Certificate,
  others: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
): X509Certificate[] | undefined {
  const find = (path: X509Certificate[]): X509Certificate[] | undefined => {
    const last = path.at(-1) ?? leaf;
    if (anchors.some((anchor) => anchor.raw.equals(last.raw))) return path;
    if (path.length >= longest) return undefined;
    const issuers = [...anchors, ...others].filter(
      (one) => !path.includes(one) && last.checkIssued(one) && last.verify(one.publicKey),
    );
    for (const issuer of issuers) {
      const found = find([...path, issuer]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return find([leaf]);
}

/**
 * Whether a path holds at a moment: every certificate was valid then, and each issuer is an authority that may have so many
 * below it (RFC 5280, 4.2.1.9 and 6.1). Name constraints and policies are not looked at. Without a moment nothing is said
 * of validity.
 */
export function checkPath(path: readonly X509Certificate[], at: Date | undefined): EvidenceCheck {
  for (const [place, issuer] of path.slice(1).entries()) {
    if (!issuer.ca || authoritiesBelow(issuer) < place) return broken('not-an-authority');
  }
  if (at === undefined) return notChecked('no-time');
  const isValid = (one: X509Certificate) => one.validFromDate <= at && at <= one.validToDate;
  return path.every(isValid) ? { state: 'good', at: at.toISOString() } : broken('not-valid-then');
}

/** How many authorities may stand between this one and the leaf. */
function authoritiesBelow({ raw }: X509Certificate): number {
  const { extensions = [] } = AsnConvert.parse(raw, Certificate).tbsCertificate;
  const found = extensions.find(({ extnID }) => extnID === id_ce_basicConstraints);
  if (found === undefined) return longest;
  return AsnConvert.parse(found.extnValue, BasicConstraints).pathLenConstraint ?? longest;
}
