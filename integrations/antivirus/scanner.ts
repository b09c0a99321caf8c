/** What a scanner answered; only `clean` says that nothing was found. */
export type Verdict = 'clean' | 'infected' | 'failed';

/**
 * Looks through the bytes of one document. Throws `IntegrationError` when no answer came: `scanner-unavailable`,
 * `scanner-timeout`; a failure of the source is passed on as it is. Nothing of the document is kept.
 */
export type Scanner = { scan: (source: AsyncIterable<Uint8Array>) => Promise<Verdict> };
