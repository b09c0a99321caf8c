import { uploadExample } from '../../api/examples.ts';

/** One operation of an OpenAPI document, as far as its examples go. */
export type DocumentedOperation = {
  operationId: string;
  parameters?: { name: string; in: string; schema: { examples?: (string | string[])[] } }[];
  requestBody?: { content: Record<string, { example?: unknown; examples?: Record<string, { value: unknown }> }> };
  responses: Record<string, { content?: Record<string, { example: unknown }> }>;
};

/** A request made of an operation's examples and of nothing else. */
export type ExampleRequest = { operation: DocumentedOperation; url: string; init: RequestInit; goodStatus: string };

/** Every request that the document's examples make, addressed to `origin`; one for each example of a body. */
export function exampleRequests(document: unknown, origin: string): ExampleRequest[] {
  const { paths } = document as { paths: Record<string, Record<string, DocumentedOperation>> };
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const [goodStatus = ''] = Object.keys(operation.responses);
      return bodiesOf(operation).map((body) => ({
        operation,
        goodStatus,
        ...requestOf(origin + template, method, operation, body),
      }));
    }),
  );
}

/** A body of the examples; `name` is there when there are several. */
type ExampleBody = { type?: string; name: string; value?: unknown };

function bodiesOf(operation: DocumentedOperation): ExampleBody[] {
  const [[type, content] = []] = Object.entries(operation.requestBody?.content ?? {});
  if (type === undefined || content === undefined) return [{ name: '' }];
  if (content.examples === undefined) return [{ type, name: '', value: content.example }];
  return Object.entries(content.examples).map(([name, { value }]) => ({ type, name, value }));
}

function requestOf(
  template: string,
  method: string,
  operation: DocumentedOperation,
  body: ExampleBody,
): { url: string; init: RequestInit } {
  const url = new URL(template);
  const headers: Record<string, string> = {};
  for (const { name, in: place, schema } of operation.parameters ?? []) {
    const [example] = schema.examples ?? [];
    if (example === undefined) continue;
    if (place === 'path') url.pathname = url.pathname.replace(`%7B${name}%7D`, example.toString());
    else if (place === 'header') headers[name] = example.toString();
    else for (const value of [example].flat()) url.searchParams.append(name, value.toString());
  }
  // A key stands for one request; examples beside each other are several.
  if (headers['Idempotency-Key'] !== undefined) headers['Idempotency-Key'] += body.name;
  const upper = method.toUpperCase();
  if (body.type === undefined) return { url: url.href, init: { method: upper, headers } };
  const text = typeof body.value === 'string' ? body.value : JSON.stringify(body.value);
  return { url: url.href, init: { method: upper, headers: { ...headers, 'Content-Type': body.type }, body: text } };
}

/** An address of the examples; the upload of the example is one that has just begun. */
export async function withFreshUpload(url: string): Promise<string> {
  if (!url.includes(uploadExample.id)) return url;
  const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Length': '5' };
  const begun = await fetch(`${new URL(url).origin}/api/v1/uploads`, { method: 'POST', headers });
  return url.replace(uploadExample.id, begun.headers.get('Location')?.split('/').at(-1) ?? '');
}
