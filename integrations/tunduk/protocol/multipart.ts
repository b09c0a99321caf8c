/** One part of a MIME multipart message: its headers in lower case and its bytes. */
export interface MimePart {
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}

/** The boundary of a `multipart/…` content type, or undefined when it is another type. */
export function multipartBoundary(contentType: string): string | undefined {
  if (!/^multipart\//i.test(contentType.trim())) return undefined;
  const found = /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType);
  return found?.[1] ?? found?.[2];
}

/** The parts of a multipart body (RFC 2046 §5.1), at most 100; undefined when its end is missing. */
export function readMultipart(body: Buffer, boundary: string): MimePart[] | undefined {
  const mark = Buffer.from(`--${boundary}`);
  const parts: MimePart[] = [];
  let start = body.indexOf(mark);
  while (start >= 0 && parts.length <= 100) {
    const from = start + mark.length;
    if (body.subarray(from, from + 2).toString('latin1') === '--') return parts;
    const next = body.indexOf(Buffer.from(`\r\n--${boundary}`), from);
    const blank = body.indexOf('\r\n\r\n', from);
    if (next < 0 || blank < 0 || blank > next) return undefined;
    parts.push({
      headers: headersOf(body.subarray(from, blank).toString('latin1')),
      body: body.subarray(blank + 4, next),
    });
    start = next + 2;
  }
  return undefined;
}

/** A multipart/related message, its SOAP part first with 8bit encoding (PR-MESS §2.6). */
export function writeMultipart(parts: readonly MimePart[], boundary: string): Buffer {
  const written = parts.flatMap(({ headers, body }) => [
    Buffer.from(
      `\r\n--${boundary}\r\n${Object.entries(headers)
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('')}\r\n`,
      'latin1',
    ),
    body,
  ]);
  return Buffer.concat([...written, Buffer.from(`\r\n--${boundary}--\r\n`, 'latin1')]);
}

function headersOf(text: string): Record<string, string> {
  const lines = text.split('\r\n').filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
