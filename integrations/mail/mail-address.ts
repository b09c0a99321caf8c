import { domainToASCII } from 'node:url';

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const asciiDomain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/i;

/**
 * The address with its domain in ASCII, or undefined when it is not exactly one plain mail address. Comments, quotes,
 * lists and line breaks are refused: they are how a second recipient slips in.
 */
export function parseMailAddress(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), domainToASCII(text.slice(at + 1))];
  const isAddress =
    at > 0 && local.length <= 64 && text.length <= 254 && localPart.test(local) && asciiDomain.test(domain);
  return isAddress ? `${local}@${domain}` : undefined;
}
