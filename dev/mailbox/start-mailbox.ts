import { listen } from '../stand-in-pages/listen.ts';
import { openMailFolder } from './mail-folder.ts';
import { mailboxServer } from './mailbox-server.ts';
import { startSmtpCatcher } from './smtp-catcher.ts';

/** Where the mailbox keeps its mail and where it listens; port 0 lets the system choose. */
export interface MailboxConfiguration {
  folder: string;
  host: string;
  smtpPort: number;
  pagePort: number;
}

/** A running mailbox with the ports it really has. */
export interface Mailbox {
  smtpPort: number;
  pagePort: number;
  close(): Promise<void>;
}

/** Starts the SMTP catcher and the page to read what came. */
export async function startMailbox(configuration: MailboxConfiguration): Promise<Mailbox> {
  const { host, smtpPort, pagePort } = configuration;
  const folder = await openMailFolder(configuration.folder);
  const smtp = await startSmtpCatcher({ port: smtpPort, host, keep: folder.keep });
  try {
    const pages = await listen(mailboxServer(folder), pagePort, host);
    return {
      smtpPort: smtp.port,
      pagePort: pages.port,
      async close() {
        await Promise.all([smtp.close(), pages.close()]);
      },
    };
  } catch (error) {
    await smtp.close();
    throw error;
  }
}
