import type { Mail, MailServer, Sender } from '../../integrations/mail/mail.ts';
import { openMailer } from '../../integrations/mail/mailer.ts';

/** Sends one mail over a connection of its own. */
export async function sendOnce({ from, ...server }: MailServer & { from: Sender }, mail: Mail): Promise<void> {
  const mailer = openMailer(server);
  try {
    await mailer.send(from, mail);
  } finally {
    mailer.close();
  }
}
