/** Codes that were renamed, not only respelt, between X-Road 7.4.2 and 7.8.0; written normalised. */
const aliases: Record<string, string> = {
  'server/clientproxy/globalconfoutdated': 'server/clientproxy/outdatedglobalconf',
  'server/serverproxy/globalconfoutdated': 'server/serverproxy/outdatedglobalconf',
  globalconfoutdated: 'outdatedglobalconf',
};

/**
 * A fault code without the differences of spelling: `Server.ServerProxy.AccessDenied` (7.4.2) and
 * `server.serverproxy.access_denied` (7.8.0) both become `server/serverproxy/accessdenied`. A name-space prefix of a
 * SOAP `faultcode` (`soapenv:Server…`) is dropped.
 */
export function normaliseCode(code: string): string {
  const plain = code
    .trim()
    .replace(/^[^:]*:/, '')
    .toLowerCase()
    .replaceAll('_', '')
    .replaceAll('.', '/');
  return aliases[plain] ?? plain;
}
