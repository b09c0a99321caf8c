import { valuesFromJson } from '../contracts/field-values.ts';
import type { FieldRecord } from '../contracts/field-values.ts';
import { readRestParts } from '../contracts/rest-values.ts';
import { unwrapAnswer, unwrapRequest } from '../contracts/wrap-values.ts';
import { readSoap } from '../protocol/read-soap.ts';
import { valueOf } from '../protocol/read-xml.ts';
import { readRestRequest } from '../protocol/rest-message.ts';
import { isXmlRecord } from '../protocol/xml-value.ts';
import { askProvider } from './ask-provider.ts';
import type { ProviderReply } from './ask-provider.ts';
import type { CallNotes } from './call-notes.ts';
import type { OfferedService } from './known-services.ts';
import { newRedaction, record } from './recordings.ts';
import { shownAnswer } from './shown-messages.ts';
import type { StubContext, StubReply, StubRequest } from './stub-context.ts';

const redact = newRedaction();

/**
 * Passes a call on, unchanged, to the security server of a test instance (which the configuration has checked), and in
 * mode `record` keeps a redacted copy. The raw message is never written anywhere. What cannot be redacted is not
 * recorded, and the journal says so.
 */
export async function relayToTestServer(
  context: StubContext,
  request: StubRequest,
  offered: OfferedService,
  notes: CallNotes,
): Promise<StubReply> {
  const base = (offered.settings.endpoint ?? '').replace(/\/$/, '');
  const headers = request.headers.filter(
    ([name]) => !/^(host|connection|content-length|transfer-encoding|expect)$/i.test(name),
  );
  const url = `${base}${request.target}`;
  const reply = await askProvider(offered, { method: request.method, url, headers, body: request.body });
  const kept = reply.headers.filter(
    ([name]) => !/^(connection|content-length|transfer-encoding|keep-alive)$/i.test(name),
  );
  notes.answer = shownAnswer(offered.contract, reply.body);
  if (offered.settings.mode === 'record') notes.outcome = await keep(context, request, offered, reply);
  return { ...reply, headers: kept };
}

async function keep(
  context: StubContext,
  request: StubRequest,
  { contract, settings }: OfferedService,
  reply: ProviderReply,
): Promise<string> {
  try {
    const [asked, answered] = fieldsOf(contract, request, reply);
    await record(context.loaded().folder, settings, contract, {
      request: redact(contract.request, asked),
      status: reply.status,
      answer: answered === undefined ? undefined : redact(contract.answer, answered),
    });
    return 'recorded';
  } catch {
    return 'not recorded: it could not be redacted';
  }
}

function fieldsOf(
  contract: OfferedService['contract'],
  request: StubRequest,
  reply: ProviderReply,
): [FieldRecord, FieldRecord | undefined] {
  if (contract.protocol === 'rest') {
    const read = readRestRequest(request.target, request.headers);
    if (typeof read === 'string') throw new TypeError(read);
    const call = { method: request.method, path: read.servicePath, query: read.query, body: request.body };
    const asked = readRestParts(contract, call);
    if (asked === undefined) throw new TypeError('another path than that of the contract');
    const isEmpty = reply.body.length === 0 || reply.status !== 200;
    return [asked, isEmpty ? undefined : valuesFromJson(contract.answer, JSON.parse(reply.body.toString()), true)];
  }
  const inside = (bytes: Buffer) => {
    const read = readSoap(bytes);
    if (read.kind === 'fault') throw new TypeError('a fault is not recorded');
    const value = valueOf(read.message.wrapper);
    return isXmlRecord(value) ? value : {};
  };
  return [unwrapRequest(contract, inside(request.body), true), unwrapAnswer(contract, inside(reply.body), true)];
}
