import { X509Certificate } from 'node:crypto';
import { IntegrationError } from '../../integration-error.ts';
import { child, readXml } from '../protocol/read-xml.ts';
import type { XmlElement } from '../protocol/read-xml.ts';

/** What a certificate of the global configuration is approved for. */
export type TrustUse = 'authority' | 'time-stamps' | 'ocsp';

/** A certificate that the global configuration approves; `name` is the one it is shown under there. */
export type ApprovedCertificate = { use: TrustUse; name: string; certificate: X509Certificate };

const space = 'http://x-road.eu/xsd/xroad.xsd';

/**
 * The certificates that the shared parameters of an instance approve for messages (`shared-params.xml`, versions 2 to 6):
 * authorities with those below them, services for OCSP and for time stamps. Authorities for TLS alone are left out. Throws
 * `IntegrationError`: `tunduk-trust-unreadable`, `tunduk-trust-other-instance`, `tunduk-trust-empty`, and
 * `tunduk-trust-signature` for an authority whose certificate is not signed by itself or by one of its own above it.
 */
export function readSharedParams(bytes: Uint8Array, instance: string): ApprovedCertificate[] {
  const conf = readConf(bytes);
  if (textOf(conf, 'instanceIdentifier') !== instance) throw wrong('tunduk-trust-other-instance');
  const approved = [
    ...childrenOf(conf, 'approvedCA').flatMap((one) => authoritiesOf(one)),
    ...childrenOf(conf, 'approvedTSA').map((one) => approvedIn(one, 'time-stamps', textOf(one, 'name'))),
  ];
  const known = new Set<string>();
  const once = approved.filter(({ certificate: { fingerprint256 } }) => {
    if (known.has(fingerprint256)) return false;
    known.add(fingerprint256);
    return true;
  });
  if (!once.some(({ use }) => use === 'authority')) throw wrong('tunduk-trust-empty');
  return once;
}

function readConf(bytes: Uint8Array): XmlElement {
  try {
    const conf = readXml(bytes);
    if (conf.name === 'conf' && conf.namespace === space) return conf;
  } catch (cause) {
    throw wrong('tunduk-trust-unreadable', cause);
  }
  throw wrong('tunduk-trust-unreadable');
}

function authoritiesOf(approved: XmlElement): ApprovedCertificate[] {
  if (/^(true|1)$/.test(textOf(approved, 'authenticationOnly'))) return [];
  const name = textOf(approved, 'name');
  const infos = [...childrenOf(approved, 'topCA'), ...childrenOf(approved, 'intermediateCA')];
  const authorities = infos.map((info) => approvedIn(info, 'authority', name));
  const [top, ...below] = authorities.map(({ certificate }) => certificate);
  if (top === undefined || authorities.some(({ certificate }) => !certificate.ca))
    throw wrong('tunduk-trust-unreadable');
  const isSelfIssued = top.subject === top.issuer;
  if (isSelfIssued && !top.verify(top.publicKey)) throw wrong('tunduk-trust-signature');
  const isIssued = (one: X509Certificate) =>
    [top, ...below].some((other) => other !== one && one.checkIssued(other) && one.verify(other.publicKey));
  if (!below.every((one) => isIssued(one))) throw wrong('tunduk-trust-signature');
  const responders = infos
    .flatMap((info) => childrenOf(info, 'ocsp'))
    .filter((ocsp) => child(ocsp, 'cert') !== undefined)
    .map((ocsp) => approvedIn(ocsp, 'ocsp', name));
  return [...authorities, ...responders];
}

/** X-Road holds the bytes of a certificate in DER, or a whole PEM, in Base64. */
function approvedIn(holder: XmlElement, use: TrustUse, name: string): ApprovedCertificate {
  try {
    return { use, name, certificate: new X509Certificate(Buffer.from(textOf(holder, 'cert'), 'base64')) };
  } catch (cause) {
    throw wrong('tunduk-trust-unreadable', cause);
  }
}

function childrenOf({ children }: XmlElement, name: string): XmlElement[] {
  return children.filter((one) => one.name === name);
}

function textOf(element: XmlElement, name: string): string {
  return child(element, name)?.text.trim() ?? '';
}

/** The published configuration is not as it should be; the codes are stable. */
export function wrong(code: `tunduk-trust-${string}`, cause?: unknown): IntegrationError {
  const category = code === 'tunduk-trust-signature' ? 'integrity' : 'invalid-answer';
  return new IntegrationError({ code, category, ...(cause === undefined ? {} : { cause }) });
}
