/** A failure that the stand-in reports in the way of a security server. `code` is spelt as in 7.4.2. */
export class XRoadFault extends Error {
  override readonly name = 'XRoadFault';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
