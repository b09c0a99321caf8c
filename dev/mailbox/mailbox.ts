import { join } from 'node:path';
import { runProcess } from '../../processes/run-process.ts';
import { startMailbox } from './start-mailbox.ts';

await runProcess('mailbox', async ({ environment, log, onStop }) => {
  const mailbox = await startMailbox({
    folder: join(environment.home, 'mail'),
    host: environment.listen,
    smtpPort: Number(process.env['SHAILOO_SMTP_PORT'] ?? environment.port + 25),
    pagePort: environment.mailboxPort,
  });
  onStop('mailbox', mailbox.close);
  log.info({ smtpPort: mailbox.smtpPort, pagePort: mailbox.pagePort }, 'listening');
});
