import type { Field } from './contract-schema.ts';
import type { SoapContract } from './wrap-values.ts';

const xsdTypes: Record<Exclude<Field['type'], 'group'>, string> = {
  text: 'string',
  date: 'date',
  dateTime: 'dateTime',
  integer: 'integer',
  number: 'decimal',
  boolean: 'boolean',
  base64: 'base64Binary',
};

const headers = ['client', 'service', 'userId', 'id', 'issue', 'protocolVersion'];

/**
 * The contract as WSDL 1.1 with an XSD in it, document/literal wrapped, with the six headers that Infocom's services
 * name (reference §2.3). It is what `getWsdl` of the stand-in hands out; the owner's own file takes its place once we
 * have it.
 */
export function printWsdl(contract: SoapContract): string {
  const { namespace, wrapper, answerWrapper, action = '' } = contract.soap;
  const { service } = contract.service;
  const mark = contract.status === 'draft' ? 'DRAFT of the election commission, no such service is known. ' : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- ${mark}Printed from contract.yaml of ${contract.id}; status: ${contract.status}; ${contract.date}. -->
<wsdl:definitions name="${service}" targetNamespace="${namespace}"
  xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${namespace}"
  xmlns:xrd="http://x-road.eu/xsd/xroad.xsd" xmlns:id="http://x-road.eu/xsd/identifiers">
  <wsdl:types>
    <xs:schema targetNamespace="${namespace}" elementFormDefault="qualified">
${element(wrapper, groupOf(contract.soap.requestIn, contract.request), 6)}
${element(answerWrapper, { ...echoOf(contract), ...groupOf(contract.soap.answerIn, contract.answer) }, 6)}
    </xs:schema>
${headerSchemas()}
  </wsdl:types>
  <wsdl:message name="header">
${headers.map((name) => `    <wsdl:part name="${name}" element="xrd:${name}"/>`).join('\n')}
  </wsdl:message>
  <wsdl:message name="request"><wsdl:part name="body" element="tns:${wrapper}"/></wsdl:message>
  <wsdl:message name="answer"><wsdl:part name="body" element="tns:${answerWrapper}"/></wsdl:message>
  <wsdl:portType name="port">
    <wsdl:operation name="${service}">
      <wsdl:input message="tns:request"/>
      <wsdl:output message="tns:answer"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="binding" type="tns:port">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="${service}">
      <soap:operation soapAction="${action}" style="document"/>
      <wsdl:input>
        <soap:body use="literal" parts="body"/>
${headers.map(headerUse).join('\n')}
      </wsdl:input>
      <wsdl:output>
        <soap:body use="literal" parts="body"/>
${headers.map(headerUse).join('\n')}
      </wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="${service}">
    <wsdl:port name="port" binding="tns:binding"><soap:address location="http://example.org/xroad-endpoint"/></wsdl:port>
  </wsdl:service>
</wsdl:definitions>
`;
}

function headerUse(name: string): string {
  return `        <soap:header message="tns:header" part="${name}" use="literal"/>`;
}

function echoOf({ soap, request }: SoapContract): Record<string, Field> {
  return soap.requestIn === undefined || soap.answerIn === undefined ? {} : groupOf(soap.requestIn, request);
}

function groupOf(place: string | undefined, fields: Readonly<Record<string, Field>>): Record<string, Field> {
  if (place === undefined) return { ...fields };
  const whole = { type: 'group', isOptional: false, isNillable: false, isList: false, personal: undefined } as const;
  return { [place]: { ...whole, fields } };
}

function element(name: string, fields: Readonly<Record<string, Field>>, indent: number): string {
  return [`<xs:element name="${name}">`, ...groupLines(fields), '</xs:element>']
    .map((line) => `${' '.repeat(indent)}${line}`)
    .join('\n');
}

function groupLines(fields: Readonly<Record<string, Field>>): string[] {
  const members = Object.entries(fields).flatMap(([name, field]) => fieldLines(name, field));
  return [
    '  <xs:complexType><xs:sequence>',
    ...members.map((line) => `    ${line}`),
    '  </xs:sequence></xs:complexType>',
  ];
}

function fieldLines(name: string, field: Field): string[] {
  const least = field.isOptional || field.isList ? ' minOccurs="0"' : '';
  const marks = `${least}${field.isList ? ' maxOccurs="unbounded"' : ''}${field.isNillable ? ' nillable="true"' : ''}`;
  if (field.type !== 'group') return [`<xs:element name="${name}" type="xs:${xsdTypes[field.type]}"${marks}/>`];
  return [`<xs:element name="${name}"${marks}>`, ...groupLines(field.fields), '</xs:element>'];
}

function headerSchemas(): string {
  const subsystem = ['xRoadInstance', 'memberClass', 'memberCode', 'subsystemCode'];
  const reference = (name: string, least = '') => `<xs:element ref="id:${name}"${least}/>`;
  const group = (name: string, members: string[], more = '') =>
    `      <xs:element name="${name}"><xs:complexType><xs:sequence>${members.map((one) => reference(one)).join('')}${more}</xs:sequence><xs:attribute ref="id:objectType" use="required"/></xs:complexType></xs:element>`;
  return [
    '    <xs:schema targetNamespace="http://x-road.eu/xsd/identifiers" elementFormDefault="qualified">',
    ...[...subsystem, 'serviceCode', 'serviceVersion'].map(
      (name) => `      <xs:element name="${name}" type="xs:string"/>`,
    ),
    '      <xs:attribute name="objectType" type="xs:string"/>',
    '    </xs:schema>',
    '    <xs:schema targetNamespace="http://x-road.eu/xsd/xroad.xsd" elementFormDefault="qualified">',
    '      <xs:import namespace="http://x-road.eu/xsd/identifiers"/>',
    group('client', subsystem),
    group('service', [...subsystem, 'serviceCode'], reference('serviceVersion', ' minOccurs="0"')),
    ...headers.slice(2).map((name) => `      <xs:element name="${name}" type="xs:string"/>`),
    '    </xs:schema>',
  ].join('\n');
}
