/** One operation of an OpenAPI document, as far as its examples go. */
export type DocumentedOperation = {
  operationId: string;
  parameters?: { name: string; in: string; schema: { examples?: (string | string[])[] } }[];
  requestBody?: { content: Record<string, { example: unknown }> };
  responses: Record<string, { content?: Record<string, { example: unknown }> }>;
};

/** A request made of an operation's examples and of nothing else. */
export type ExampleRequest = { operation: DocumentedOperation; url: string; init: RequestInit; goodStatus: string };

/** Every request that the document's examples make, addressed to `origin`. */
export function exampleRequests(document: unknown, origin: string): ExampleRequest[] {
  const { paths } = document as { paths: Record<string, Record<string, DocumentedOperation>> };
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const [goodStatus = ''] = Object.keys(operation.responses);
      return { operation, goodStatus, ...requestOf(origin + template, method, operation) };
    }),
  );
}

function requestOf(
  template: string,
  method: string,
  operation: DocumentedOperation,
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
  const [[type, content] = []] = Object.entries(operation.requestBody?.content ?? {});
  if (type === undefined || content === undefined) return { url: url.href, init: { method, headers } };
  const body = typeof content.example === 'string' ? content.example : JSON.stringify(content.example);
  return { url: url.href, init: { method, headers: { ...headers, 'Content-Type': type }, body } };
}
