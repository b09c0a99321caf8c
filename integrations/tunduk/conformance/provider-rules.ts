import type { Contract } from '../contracts/contract-schema.ts';
import { compareHeaders } from '../protocol/compare-headers.ts';
import type { HeaderDifference } from '../protocol/compare-headers.ts';
import { child, largestMessage, readXml } from '../protocol/read-xml.ts';
import { soapNames } from '../protocol/soap-envelope.ts';
import { businessIn, fieldsOf, jsonOf, looseSoap, typeOf } from './provider-answer.ts';
import type { Change, ProviderProbe } from './provider-probe.ts';
import { notAgreed } from './rule.ts';
import type { Rule } from './rule.ts';

const soap = ['soap'] as const;
const rest = ['rest'] as const;
const both = ['soap', 'rest'] as const;

const extra =
  '<r:representedParty xmlns:r="http://x-road.eu/xsd/representation.xsd"><r:partyClass>COM</r:partyClass><r:partyCode>007</r:partyCode></r:representedParty>';
const kyrgyz = 'Иш № 17 ңөү ҢӨҮ';
const parallel = 5;

/** The rules for a provider's own system (reference §6.8), in the order in which they are tried. */
export const providerRules: readonly Rule<ProviderProbe>[] = [
  { number: 'P25', section: 'PR-MESS §2.1, PR-REST §4.1', protocols: both, check: answers },
  { number: 'P01', section: 'PR-REST §4.4', protocols: both, needs: ['P25'], check: redirects },
  { number: 'P02', section: 'PR-MESS §2.1, PR-REST §4.3', protocols: both, needs: ['P01'], check: form },
  { number: 'P03', section: 'PR-MESS §2.5', protocols: soap, needs: ['P02'], check: wrapper },
  { number: 'P04', section: 'PR-MESS §2.5', protocols: both, needs: ['P02', 'P03'], check: schema },
  {
    number: 'P05',
    section: 'PR-MESS §2.3',
    protocols: soap,
    needs: ['P02'],
    check: (probe) => echo(probe, ['missing', 'changed', 'added']),
  },
  {
    number: 'P06',
    section: 'PR-MESS §2.3',
    protocols: soap,
    needs: ['P02', 'P05'],
    check: (probe) => echo(probe, ['reordered']),
  },
  { number: 'P07', section: 'PR-MESS §2.3', protocols: soap, needs: ['P05', 'P06'], check: extraHeader },
  { number: 'P08', section: 'PR-MESS §2.4', protocols: soap, needs: ['P02'], check: ownHash },
  {
    number: 'P09',
    section: 'PR-MESS §2.1, PR-REST §4.1',
    protocols: both,
    needs: ['P02', 'P05', 'P06'],
    check: letters,
  },
  { number: 'P10', section: 'reference §2.3', protocols: both, needs: ['P02'], check: zeros },
  { number: 'P11', section: 'PR-MESS Annex D.2', protocols: both, needs: ['P02', 'P03', 'P04'], check: notFound },
  { number: 'P12', section: 'PR-MESS Annex D.2', protocols: both, needs: ['P02', 'P03', 'P04'], check: invalid },
  { number: 'P13', section: 'PR-MESS §2.7, PR-REST §4.6', protocols: both, needs: ['P02'], check: malformed },
  { number: 'P14', section: 'PR-REST §4.3', protocols: both, needs: ['P01'], check: ownXRoadHeaders },
  { number: 'P15', section: 'UG-SYSPAR max-loggable-message-body-size', protocols: both, needs: ['P01'], check: size },
  { number: 'P16', section: 'UG-SS service timeout', protocols: both, needs: ['P01'], check: load },
  { number: 'P17', section: 'reference §6.8', protocols: rest, needs: ['P02'], check: twice },
  {
    number: 'P18',
    section: 'PR-MESS §2.2, PR-REST §4.3',
    protocols: both,
    needs: ['P02'],
    check: (probe) => refused(probe, { client: 'none' }),
  },
  { number: 'P19', section: 'reference §6.8', protocols: both, needs: ['P02', 'P18'], check: stranger },
  { number: 'P20', section: 'UG-SS §9.1', protocols: both, needs: ['P01'], check: withoutCertificate },
  { number: 'P21', section: 'UG-SS §9.1', protocols: both, needs: ['P01', 'P20'], check: oldTls },
  { number: 'P22', section: 'reference §6.8', protocols: soap, needs: ['P02', 'P13'], check: entities },
  {
    number: 'P23',
    section: 'UG-SYSPAR max-loggable-message-body-size',
    protocols: both,
    needs: ['P02'],
    check: oversize,
  },
];

/** Asking throws when no answer comes. */
async function answers(probe: ProviderProbe): Promise<undefined> {
  await probe.ask();
}

async function redirects(probe: ProviderProbe): Promise<string | undefined> {
  const { status } = await probe.ask();
  return status >= 300 && status < 400 ? `status ${status}` : undefined;
}

async function form(probe: ProviderProbe): Promise<string | undefined> {
  const answer = await probe.ask();
  if (probe.target.contract.protocol === 'rest') {
    if (answer.status < 200 || answer.status > 299) return `status ${answer.status}`;
    if (!/json/.test(typeOf(answer))) return `content type ${typeOf(answer)}`;
    jsonOf(answer);
    return undefined;
  }
  if (answer.status !== 200) return `status ${answer.status}`;
  if (!/^(text\/xml|multipart\/related)/.test(typeOf(answer))) return `content type ${typeOf(answer)}`;
  return looseSoap(answer).isFault ? 'a fault for a request that finds somebody' : undefined;
}

async function wrapper(probe: ProviderProbe): Promise<string | undefined> {
  const { contract } = probe.target;
  const found = looseSoap(await probe.ask()).wrapper;
  if (contract.protocol !== 'soap') return undefined;
  const isRight = found.name === contract.soap.answerWrapper && found.namespace === contract.soap.namespace;
  return isRight ? undefined : `{${found.namespace}}${found.name}`;
}

async function schema(probe: ProviderProbe): Promise<string | undefined> {
  fieldsOf(probe.target.contract, await probe.ask());
  return undefined;
}

async function differenceOf(probe: ProviderProbe, change: Change = {}): Promise<HeaderDifference | undefined> {
  const fixed = { id: 'conformance-007', ...change };
  const answer = looseSoap(await probe.ask(fixed));
  const asked = child(readXml(Buffer.from(probe.soapText(fixed))), 'Header', soapNames.envelope)?.children ?? [];
  const back = answer.header.filter(({ name }) => name !== 'requestHash');
  return compareHeaders(asked, back);
}

async function echo(probe: ProviderProbe, kinds: readonly HeaderDifference['kind'][]): Promise<string | undefined> {
  const difference = await differenceOf(probe);
  return difference !== undefined && kinds.includes(difference.kind)
    ? `${difference.field} is ${difference.kind}`
    : undefined;
}

async function extraHeader(probe: ProviderProbe): Promise<string | undefined> {
  const text = (xml: string) => xml.replace('</soapenv:Header>', `${extra}</soapenv:Header>`);
  const difference = await differenceOf(probe, { text });
  return difference === undefined ? undefined : `${difference.field} is ${difference.kind}`;
}

async function ownHash(probe: ProviderProbe): Promise<string | undefined> {
  const { header } = looseSoap(await probe.ask());
  return header.some(({ name }) => name === 'requestHash') ? 'requestHash is there' : undefined;
}

async function letters(probe: ProviderProbe): Promise<string | undefined> {
  const answer = await probe.ask();
  const charset = /charset="?([\w-]+)/.exec(typeOf(answer))?.[1] ?? 'utf-8';
  if (charset !== 'utf-8') return `charset ${charset}`;
  new TextDecoder('utf-8', { fatal: true }).decode(answer.body);
  if (probe.target.contract.protocol === 'rest') return undefined;
  const difference = await differenceOf(probe, { issue: kyrgyz });
  return difference === undefined ? undefined : `${difference.field} with Kyrgyz letters is ${difference.kind}`;
}

/** Asks for a number with leading zeros; wherever it comes back, it must be whole. */
async function zeros(probe: ProviderProbe): Promise<string | undefined> {
  const { contract, found } = probe.target;
  const number = '00000000000017';
  const values = Object.fromEntries(
    Object.entries(found).map(([name, value]) => [name, contract.request[name]?.personal === 'pin' ? number : value]),
  );
  const { body } = await probe.ask({ values });
  return /[>"':\s]17[<"',}\s]/.test(body.toString()) ? 'the zeros are gone' : undefined;
}

/** Whether a contract has an answer of such a code at all; what it does not promise is not asked of a provider. */
function promises({ business }: Contract, isMeant: (code: string) => boolean): boolean {
  return business.some(({ code }) => isMeant(code));
}

async function notFound(probe: ProviderProbe): Promise<string | undefined | typeof notAgreed> {
  const { contract } = probe.target;
  if (!promises(contract, (code) => code === 'NOT_FOUND')) return notAgreed;
  const code = businessIn(contract, await probe.ask({ values: probe.target.notFound }));
  return code === 'NOT_FOUND' ? undefined : code;
}

async function invalid(probe: ProviderProbe): Promise<string | undefined | typeof notAgreed> {
  const { contract } = probe.target;
  const isInvalid = (code: string) => code.endsWith('_INVALID');
  if (!promises(contract, isInvalid)) return notAgreed;
  const code = businessIn(contract, await probe.ask({ values: probe.target.invalid }));
  return isInvalid(code) ? undefined : code;
}

async function malformed(probe: ProviderProbe): Promise<string | undefined> {
  const { contract } = probe.target;
  if (contract.protocol === 'soap') {
    const answer = await probe.ask({ text: (xml) => xml.slice(0, Math.floor(xml.length / 2)) });
    return looseSoap(answer).isFault ? undefined : 'half a message was answered';
  }
  const answer =
    contract.rest.method === 'POST'
      ? await probe.ask({ text: (json) => json.slice(0, Math.floor(json.length / 2)) })
      : await probe.ask({ values: Object.fromEntries(Object.keys(probe.target.found).map((name) => [name, '%'])) });
  if (answer.status < 400 || answer.status > 499) return `status ${answer.status}`;
  return /html/.test(typeOf(answer)) ? 'a page of HTML' : undefined;
}

async function ownXRoadHeaders(probe: ProviderProbe): Promise<string | undefined> {
  const { headers } = await probe.ask();
  const own = headers.map(([name]) => name).filter((name) => /^x-road-/i.test(name));
  return own.length === 0 ? undefined : own.join(', ');
}

async function size(probe: ProviderProbe): Promise<string | undefined> {
  const { body } = await probe.ask();
  const limit = Math.min(probe.target.contract.limits.answerBytes, largestMessage);
  return body.length > limit ? `${body.length} bytes, ${limit} agreed` : undefined;
}

async function load(probe: ProviderProbe): Promise<string | undefined> {
  const limitMs = Math.min(probe.target.contract.limits.providerSeconds * 1_000, probe.target.totalMs);
  const startedAt = performance.now();
  const answers = await Promise.all(Array.from({ length: parallel }, () => probe.ask().catch(() => undefined)));
  const took = Math.round(performance.now() - startedAt);
  const failed = answers.filter((answer) => answer === undefined || answer.status >= 500).length;
  return failed > 0 || took > limitMs ? `${failed} of ${parallel} failed, the slowest took ${took} ms` : undefined;
}

async function twice(probe: ProviderProbe): Promise<string | undefined | typeof notAgreed> {
  if (probe.target.contract.effect !== 'write') return notAgreed;
  const headers = [['Idempotency-Key', crypto.randomUUID()] as const];
  const [first, second] = [await probe.ask({ headers }), await probe.ask({ headers })];
  return first.status === second.status && first.body.equals(second.body)
    ? undefined
    : 'the second answer is another one';
}

async function refused(probe: ProviderProbe, change: Change): Promise<string | undefined> {
  const answer = await probe.ask(change);
  if (probe.target.contract.protocol === 'rest') return answer.status >= 400 ? undefined : `status ${answer.status}`;
  return answer.status >= 400 || looseSoap(answer).isFault ? undefined : 'it was answered';
}

function stranger(probe: ProviderProbe): Promise<string | undefined> {
  const client = { instance: probe.target.instance, memberClass: 'COM', memberCode: '00000000', subsystem: 'stranger' };
  return refused(probe, { client });
}

async function withoutCertificate(probe: ProviderProbe): Promise<string | undefined | typeof notAgreed> {
  const { tls } = probe.target;
  if (tls === undefined) return notAgreed;
  const answer = await probe.askOver({ ca: tls.authority }).catch(() => undefined);
  return answer === undefined || answer.status === 401 || answer.status === 403 ? undefined : `status ${answer.status}`;
}

async function oldTls(probe: ProviderProbe): Promise<string | undefined | typeof notAgreed> {
  const { tls } = probe.target;
  if (tls === undefined) return notAgreed;
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' };
  const own = { ca: tls.authority, cert: tls.certificate, key: tls.key };
  const answer = await probe.askOver({ ...own, ...old }).catch(() => undefined);
  return answer === undefined ? undefined : 'TLS 1.1 was accepted';
}

async function entities(probe: ProviderProbe): Promise<string | undefined> {
  const text = (xml: string) =>
    xml.replace('?>', '?><!DOCTYPE x [<!ENTITY planted "planted-entity">]>').replace('2026-1<', '&planted;<');
  const answer = await probe.ask({ text });
  if (answer.body.includes('planted-entity')) return 'an entity was put in';
  return answer.status >= 400 || looseSoap(answer).isFault ? undefined : 'a document type was accepted';
}

async function oversize(probe: ProviderProbe): Promise<string | undefined> {
  const more = 'x'.repeat(largestMessage + 1);
  const { contract, found } = probe.target;
  const isBody = contract.protocol === 'soap' || contract.rest.method === 'POST';
  const text = (body: string) =>
    body.startsWith('<') ? body.replace('2026-1<', `${more}<`) : body.replace('{', `{"more":"${more}",`);
  const [name = ''] = Object.keys(found);
  const change = isBody ? { text } : { values: { ...found, [name]: 'x'.repeat(100_000) } };
  const answer = await probe.ask(change).catch(() => undefined);
  const isRefused =
    answer === undefined || answer.status >= 400 || (contract.protocol === 'soap' && looseSoap(answer).isFault);
  const next = await probe.ask().catch(() => undefined);
  if (next === undefined || next.status >= 500) return 'it does not answer any more';
  return isRefused ? undefined : 'it was answered';
}
