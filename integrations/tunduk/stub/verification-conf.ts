import { X509Certificate } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { readVerificationConf } from '../client/verification-conf.ts';
import type { ApprovedCertificate } from '../client/read-shared-params.ts';
import { escapeXml } from '../protocol/write-xml.ts';
import type { StubConfiguration } from './stub-configuration.ts';
import type { TestCertificates } from './test-authority.ts';

const xRoad = 'http://x-road.eu/xsd/xroad.xsd';
const profile = 'ee.ria.xroad.common.certificateprofile.impl.BasicCertificateProfileInfoProvider';

/**
 * What `/verificationconf` gives (X-Road's `VerificationConfWriter`): the shared parameters of the instance, their version
 * and the name of the instance. They approve the stand-in's own test authority, which vouches for nothing.
 */
export function makeVerificationConf(configuration: StubConfiguration, certificates: TestCertificates): Buffer {
  const { instance } = configuration;
  return Buffer.from(
    zipSync({
      [`verificationconf/${instance}/shared-params.xml`]: strToU8(sharedParams(configuration, certificates)),
      [`verificationconf/${instance}/shared-params.xml.metadata`]: strToU8('{"configurationVersion":"3"}'),
      'verificationconf/instance-identifier': strToU8(instance),
    }),
  );
}

/** The certificates with which the stand-in's containers are checked. */
export function approvedByStandIn(
  configuration: StubConfiguration,
  certificates: TestCertificates,
): ApprovedCertificate[] {
  return readVerificationConf(makeVerificationConf(configuration, certificates), configuration.instance);
}

function sharedParams({ instance, clients }: StubConfiguration, certificates: TestCertificates): string {
  const cert = (pem: string) => `<cert>${new X509Certificate(pem).raw.toString('base64')}</cert>`;
  const { authority, responder, timeStamper } = certificates;
  const members = Map.groupBy(clients, ({ id }) => `${id.memberClass}/${id.memberCode}`);
  const classes = [...new Set(clients.map(({ id }) => id.memberClass))].map((code) => memberClass(code)).join('');
  return (
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<ns2:conf xmlns:ns2="${xRoad}"><instanceIdentifier>${escapeXml(instance)}</instanceIdentifier>` +
    `<source><address>stand-in.invalid</address></source>` +
    `<approvedCA><name>Tunduk stand-in, tests only</name><authenticationOnly>false</authenticationOnly>` +
    `<topCA>${cert(authority.certificate)}<ocsp><url>http://stand-in.invalid/ocsp</url>${cert(responder.certificate)}</ocsp></topCA>` +
    `<certificateProfileInfo>${profile}</certificateProfileInfo></approvedCA>` +
    `<approvedTSA><name>Tunduk stand-in, tests only</name><url>http://stand-in.invalid/tsa</url>${cert(timeStamper.certificate)}</approvedTSA>` +
    [...members.values()].map((subsystems, place) => member(subsystems, place)).join('') +
    `<globalSettings>${classes}<ocspFreshnessSeconds>3600</ocspFreshnessSeconds></globalSettings></ns2:conf>\n`
  );
}

function member(subsystems: StubConfiguration['clients'], place: number): string {
  const [first] = subsystems;
  if (first === undefined) return '';
  const codes = subsystems.map(
    ({ id }, index) =>
      `<subsystem id="id${place}-${index}"><subsystemCode>${escapeXml(id.subsystem)}</subsystemCode></subsystem>`,
  );
  return (
    `<member id="id${place}">${memberClass(first.id.memberClass)}<memberCode>${escapeXml(first.id.memberCode)}</memberCode>` +
    `<name>${escapeXml(first.name)}</name>${codes.join('')}</member>`
  );
}

function memberClass(code: string): string {
  return `<memberClass><code>${escapeXml(code)}</code><description>${escapeXml(code)}</description></memberClass>`;
}
