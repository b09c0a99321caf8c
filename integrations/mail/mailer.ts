import { createTransport } from 'nodemailer';
import { IntegrationError } from '../integration-error.ts';
import { parseMailAddress } from './mail-address.ts';
import { mailFailure } from './mail-failure.ts';
import type { Mail, MailServer, Sender } from './mail.ts';

/** Hands mails to one SMTP server. */
export interface Mailer {
  /**
   * Hands one mail over and resolves when the server has taken it. Refuses with `mail-recipient-invalid` and
   * `mail-header-invalid` before anything is sent; fails with `mail-server-unavailable`, `mail-server-timeout`,
   * `mail-deferred`, `mail-refused` or `mail-server-misconfigured`. No failure holds an address.
   */
  send: (from: Sender, mail: Mail) => Promise<void>;
  /** Ends connections that are at rest at once, the others when their mail is sent. Nothing is sent any more. */
  close: () => void;
}

const mostConnections = 4;
const idleMs = 10_000;

/**
 * Opens no connection before the first mail. Mails that follow each other share connections, four at most: a greeting and
 * a handshake take longer than a mail. A connection that has been at rest for ten seconds is ended.
 */
export function openMailer({ url, timeoutMs = 20_000 }: MailServer): Mailer {
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: mostConnections,
    idleTimeout: idleMs,
    // Once more over a new connection, where the server had ended one that was at rest.
    maxRequeues: 1,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { send: (from, mail) => send(transport, from, mail), close: () => transport.close() };
}

async function send(transport: ReturnType<typeof createTransport>, from: Sender, mail: Mail): Promise<void> {
  const address = parseMailAddress(mail.to.address);
  if (address === undefined) {
    throw new IntegrationError({ code: 'mail-recipient-invalid', category: 'invalid-input' });
  }
  requireHeaders(from, mail);
  try {
    await transport.sendMail({
      from,
      to: { name: mail.to.name ?? '', address },
      subject: mail.subject,
      text: mail.text,
      messageId: `<${mail.messageId}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language, ...stopHeaders(mail) },
      attachments: (mail.attachments ?? []).map(({ fileName, contentType, content }) => ({
        filename: fileName,
        contentType,
        content,
      })),
    });
  } catch (error) {
    throw mailFailure(error);
  }
}

/** RFC 8058: the address alone between angle brackets, and the words that its POST will carry. */
function stopHeaders({ stopUrl }: Mail): Record<string, string> {
  if (stopUrl === undefined) return {};
  return { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

const messageIdForm = /^[A-Za-z0-9._/+=-]{1,200}@[A-Za-z0-9.-]{1,100}$/;
const lineBreakOrControl = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/u;

function requireHeaders(from: Sender, mail: Mail): void {
  const texts = [
    mail.subject,
    mail.to.name ?? '',
    from.name,
    from.address,
    ...(mail.attachments ?? []).flatMap(({ fileName, contentType }) => [fileName, contentType]),
  ];
  const isStopUrl = mail.stopUrl === undefined || /^https?:\/\/[^\s<>,]{1,600}$/.test(mail.stopUrl);
  if (!isStopUrl || !messageIdForm.test(mail.messageId) || texts.some((text) => lineBreakOrControl.test(text))) {
    throw new IntegrationError({ code: 'mail-header-invalid', category: 'invalid-input' });
  }
}
