import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { ListeningServer } from '../stand-in-pages/listen.ts';

const largestMail = 60 * 1024 * 1024;

/** Where the catcher listens and what it does with a mail; the sender is answered after `keep` has resolved. */
export interface SmtpCatcher {
  port: number;
  host: string;
  keep(raw: Buffer): Promise<void>;
}

/** An SMTP server that takes every mail and sends none on. */
export async function startSmtpCatcher(catcher: SmtpCatcher): Promise<ListeningServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestMail,
    logger: false,
    onData(stream, _session, done) {
      buffer(stream)
        .then((raw) => (stream.sizeExceeded ? Promise.reject(tooLarge()) : catcher.keep(raw)))
        .then(() => done(), done);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(catcher.port, catcher.host, resolve);
  });
  server.on('error', () => undefined);
  const address = server.server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : catcher.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function tooLarge(): Error {
  return Object.assign(new Error('message too large'), { responseCode: 552 });
}
