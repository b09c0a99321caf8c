/** Why bytes were not read as XML. */
export type XmlFault = 'too-large' | 'not-utf8' | 'has-doctype' | 'not-well-formed' | 'too-deep' | 'too-many';

/** The bytes are not XML that we accept; `fault` says why, no content is quoted. */
export class XmlReadError extends Error {
  override readonly name = 'XmlReadError';
  readonly fault: XmlFault;

  constructor(fault: XmlFault) {
    super(`XML is refused: ${fault}`);
    this.fault = fault;
  }
}
