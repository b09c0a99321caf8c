import { sayIdentifier, subsystemOf } from '../protocol/identifiers.ts';
import type { SubsystemId } from '../protocol/identifiers.ts';
import { escapeXml } from '../protocol/write-xml.ts';
import type { StubContext, StubReply, StubRequest } from './stub-context.ts';

/** `GET /listClients[?xRoadInstance=]` of PR-META and PR-MREST: every subsystem that is known, as XML or JSON. */
export function listClients(context: StubContext, request: StubRequest): StubReply {
  const { configuration, services } = context.loaded();
  const wished = new URLSearchParams(request.target.split('?')[1] ?? '').get('xRoadInstance');
  if (wished !== null && wished !== configuration.instance) {
    return text(404, `Instance identifier '${wished.slice(0, 40)}' is not found`);
  }
  const named = new Map<string, { id: SubsystemId; name: string }>();
  for (const { id, contract } of services.values()) {
    named.set(sayIdentifier(subsystemOf(id)), { id: subsystemOf(id), name: contract.owner.en });
  }
  for (const { id, name } of configuration.clients) named.set(sayIdentifier(id), { id, name });
  const accept = request.headers.find(([name]) => name.toLowerCase() === 'accept')?.[1] ?? '';
  return accept.includes('application/json') ? asJson([...named.values()]) : asXml([...named.values()]);
}

type Named = { id: SubsystemId; name: string };

function asJson(members: readonly Named[]): StubReply {
  const member = members.map(({ id, name }) => ({
    id: {
      object_type: 'SUBSYSTEM',
      xroad_instance: id.instance,
      member_class: id.memberClass,
      member_code: id.memberCode,
      subsystem_code: id.subsystem,
    },
    name,
  }));
  const body = Buffer.from(JSON.stringify({ member }));
  return { status: 200, headers: [['Content-Type', 'application/json;charset=utf-8']], body };
}

function asXml(members: readonly Named[]): StubReply {
  const part = (name: string, value: string) => `<id:${name}>${escapeXml(value)}</id:${name}>`;
  const rows = members.map(
    ({ id, name }) =>
      `<xroad:member><xroad:id id:objectType="SUBSYSTEM">${part('xRoadInstance', id.instance)}${part('memberClass', id.memberClass)}` +
      `${part('memberCode', id.memberCode)}${part('subsystemCode', id.subsystem)}</xroad:id><xroad:name>${escapeXml(name)}</xroad:name></xroad:member>`,
  );
  const body = Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<xroad:clientList xmlns:xroad="http://x-road.eu/xsd/xroad.xsd" ` +
      `xmlns:id="http://x-road.eu/xsd/identifiers">${rows.join('')}</xroad:clientList>\n`,
  );
  return { status: 200, headers: [['Content-Type', 'text/xml;charset=utf-8']], body };
}

function text(status: number, words: string): StubReply {
  return { status, headers: [['Content-Type', 'text/plain;charset=utf-8']], body: Buffer.from(`${words}\n`) };
}
