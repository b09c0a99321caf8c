/** A file that goes with a mail. */
export interface MailAttachment {
  fileName: string;
  /** For example `application/pdf`. */
  contentType: string;
  content: Buffer;
}

/** One mail to one person, in words that are already chosen. */
export interface Mail {
  /**
   * Stable for the same notice, so that a repeated sending is recognised as the same mail: `local@domain` without
   * angle brackets, of ids only, never a person's data.
   */
  messageId: string;
  to: { name?: string; address: string };
  subject: string;
  /** The body as plain text. */
  text: string;
  /** Language of subject and body, for readers aloud. */
  language: 'ky' | 'ru' | 'en';
  attachments?: readonly MailAttachment[];
  /** Where a POST ends these mails without a page and without a cookie (RFC 8058); an address without line breaks. */
  stopUrl?: string;
}

/** In whose name a mail is sent. */
export type Sender = { name: string; address: string };

/** Where mail leaves the house. */
export interface MailServer {
  /** `smtp://host:port` or `smtps://user:password@host:port`. */
  url: string;
  /** For connecting, greeting and silence, each; 20 s when absent. */
  timeoutMs?: number;
}
