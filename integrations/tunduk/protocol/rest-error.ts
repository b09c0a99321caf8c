import { child, readXml } from './read-xml.ts';
import { escapeXml } from './write-xml.ts';

/** The body of an answer with `X-Road-Error` (PR-REST §4.6). `detail` is the id to give to operators. */
export interface RestError {
  type: string;
  message: string;
  detail: string;
}

type ErrorFormat = 'application/json' | 'application/xml;charset=utf-8' | 'text/xml;charset=utf-8';

/**
 * The media type of an error by the request's `Accept`: the first of `text/xml`, `text/*` and `application/xml` decides,
 * everything else is JSON. Weights are not looked at, as in X-Road 7.4.2.
 */
export function errorFormatFor(accept: string | undefined): ErrorFormat {
  for (const range of (accept ?? '').split(',')) {
    const type = range.split(';')[0]?.trim().toLowerCase();
    if (type === 'text/xml' || type === 'text/*') return 'text/xml;charset=utf-8';
    if (type === 'application/xml') return 'application/xml;charset=utf-8';
  }
  return 'application/json';
}

/** The bytes of an error. */
export function writeRestError({ type, message, detail }: RestError, format: ErrorFormat): Buffer {
  if (format === 'application/json') return Buffer.from(JSON.stringify({ type, message, detail }), 'utf8');
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?><error><type>${escapeXml(type)}</type><message>${escapeXml(message)}</message>` +
      `<detail>${escapeXml(detail)}</detail></error>`,
    'utf8',
  );
}

/** The error in a body, JSON or XML, or undefined when it holds none. The header's code counts, whatever the body says. */
export function readRestError(body: Uint8Array, contentType: string): RestError | undefined {
  return /xml/i.test(contentType) ? readXmlError(body) : readJsonError(body);
}

function readJsonError(body: Uint8Array): RestError | undefined {
  try {
    const read: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof read !== 'object' || read === null) return undefined;
    const text = (name: string) => {
      const value = (read as Record<string, unknown>)[name];
      return typeof value === 'string' ? value : '';
    };
    return { type: text('type'), message: text('message'), detail: text('detail') };
  } catch {
    return undefined;
  }
}

function readXmlError(body: Uint8Array): RestError | undefined {
  try {
    const error = readXml(body);
    const text = (name: string) => child(error, name)?.text ?? '';
    return error.name === 'error'
      ? { type: text('type'), message: text('message'), detail: text('detail') }
      : undefined;
  } catch {
    return undefined;
  }
}
