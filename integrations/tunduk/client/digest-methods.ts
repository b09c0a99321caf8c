/** Hashes by their identifiers in XML signatures and hash chains (RFC 6931, 2.1). SHA-1 is none that proves anything. */
export const digestMethods: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};
