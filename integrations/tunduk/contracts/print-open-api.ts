import { stringify } from 'yaml';
import type { Field } from './contract-schema.ts';
import type { RestContract } from './wrap-values.ts';

/** The contract as an OpenAPI 3.0 document in YAML: what `getOpenAPI` of the stand-in hands out. */
export function printOpenApi(contract: RestContract): string {
  const { method, path } = contract.rest;
  const inPath = [...path.matchAll(/\{([\w-]+)\}/g)].map(([, name = '']) => name);
  const others = Object.entries(contract.request).filter(([name]) => !inPath.includes(name));
  const parameter = (place: string) => (name: string) => ({
    name,
    in: place,
    required: place === 'path' || contract.request[name]?.isOptional === false,
    schema: schemaOf(contract.request[name]),
  });
  const inQuery = method === 'GET' ? others.map(([name]) => parameter('query')(name)) : [];
  const operation = {
    operationId: contract.service.service,
    parameters: [...inPath.map(parameter('path')), ...inQuery],
    ...(method === 'POST'
      ? { requestBody: { required: true, content: jsonOf(objectOf(Object.fromEntries(others))) } }
      : {}),
    responses: {
      '200': { description: 'data', content: jsonOf(objectOf(contract.answer)) },
      ...Object.fromEntries(
        contract.business.flatMap((row) => ('status' in row ? [[String(row.status), { description: row.code }]] : [])),
      ),
    },
  };
  return stringify(
    {
      openapi: '3.0.3',
      info: {
        title: contract.title.en,
        version: contract.date,
        'x-status': contract.status,
        'x-contract': contract.id,
      },
      servers: [{ url: 'http://example.org/xroad-endpoint' }],
      paths: { [path === '' ? '/' : path]: { [method.toLowerCase()]: operation } },
    },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

const formats: Record<Exclude<Field['type'], 'group'>, object> = {
  text: { type: 'string' },
  date: { type: 'string', format: 'date' },
  dateTime: { type: 'string', format: 'date-time' },
  integer: { type: 'integer' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  base64: { type: 'string', format: 'byte' },
};

function schemaOf(field: Field | undefined): object {
  if (field === undefined) return {};
  const one = field.type === 'group' ? objectOf(field.fields) : formats[field.type];
  const whole = field.isNillable ? { ...one, nullable: true } : one;
  return field.isList ? { type: 'array', items: whole } : whole;
}

function objectOf(fields: Readonly<Record<string, Field>>): object {
  const required = Object.entries(fields).filter(([, field]) => !field.isOptional && !field.isList);
  return {
    type: 'object',
    ...(required.length === 0 ? {} : { required: required.map(([name]) => name) }),
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)])),
  };
}

function jsonOf(schema: object): object {
  return { 'application/json': { schema } };
}
