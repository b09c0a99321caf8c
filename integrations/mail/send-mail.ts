import { createTransport } from 'nodemailer';
import { IntegrationError } from '../integration-error.ts';
import { parseMailAddress } from './mail-address.ts';
import { mailFailure } from './mail-failure.ts';
import type { Mail, MailConfiguration } from './mail.ts';

const messageIdForm = /^[A-Za-z0-9._/+=-]{1,200}@[A-Za-z0-9.-]{1,100}$/;
const lineBreakOrControl = /[\u0000-\u001f\u007f\u0085\u2028\u2029]/u;

/**
 * Hands one mail to the SMTP server and resolves when the server has taken it. Refuses with `mail-recipient-invalid`
 * and `mail-header-invalid` before anything is sent; fails with `mail-server-unavailable`, `mail-server-timeout`,
 * `mail-deferred`, `mail-refused` or `mail-server-misconfigured`. No failure holds an address.
 */
export async function sendMail(configuration: MailConfiguration, mail: Mail): Promise<void> {
  const address = parseMailAddress(mail.to.address);
  if (address === undefined) {
    throw new IntegrationError({ code: 'mail-recipient-invalid', category: 'invalid-input' });
  }
  requireHeaders(configuration, mail);
  const transport = createTransport({
    url: configuration.url,
    connectionTimeout: configuration.timeoutMs ?? 20_000,
    greetingTimeout: configuration.timeoutMs ?? 20_000,
    socketTimeout: configuration.timeoutMs ?? 20_000,
    dnsTimeout: configuration.timeoutMs ?? 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from: configuration.from,
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
  } finally {
    transport.close();
  }
}

/** RFC 8058: the address alone between angle brackets, and the words that its POST will carry. */
function stopHeaders({ stopUrl }: Mail): Record<string, string> {
  if (stopUrl === undefined) return {};
  return { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

function requireHeaders(configuration: MailConfiguration, mail: Mail): void {
  const texts = [
    mail.subject,
    mail.to.name ?? '',
    configuration.from.name,
    configuration.from.address,
    ...(mail.attachments ?? []).flatMap(({ fileName, contentType }) => [fileName, contentType]),
  ];
  const isStopUrl = mail.stopUrl === undefined || /^https?:\/\/[^\s<>,]{1,600}$/.test(mail.stopUrl);
  if (!isStopUrl || !messageIdForm.test(mail.messageId) || texts.some((text) => lineBreakOrControl.test(text))) {
    throw new IntegrationError({ code: 'mail-header-invalid', category: 'invalid-input' });
  }
}
