import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const mailName = /^([0-9a-f]{32})\.eml$/;
const messageIdHeader = /^message-id:[ \t]*(?:\r?\n[ \t]+)?(<[^>\r\n]+>)/im;

/** A kept mail without its content. */
export interface KeptMail {
  id: string;
  receivedAt: Date;
}

/** Mails as files `<id>.eml`; a mail that comes again with the same Message-ID is the same mail. */
export interface MailFolder {
  keep(raw: Buffer): Promise<void>;
  /** Newest first. */
  list(): Promise<KeptMail[]>;
  /** The mail as it came, or undefined when there is none of this id. */
  read(id: string): Promise<Buffer | undefined>;
}

/** Opens the folder and makes it when it is missing. */
export async function openMailFolder(folder: string): Promise<MailFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    async keep(raw) {
      const written = join(folder, `${randomUUID()}.part`);
      await writeFile(written, raw, { mode: 0o600, flag: 'wx' });
      await link(written, join(folder, `${idOf(raw)}.eml`)).catch(unlessThere);
      await rm(written);
    },
    async list() {
      const ids = (await readdir(folder)).flatMap((name) => mailName.exec(name)?.[1] ?? []);
      const mails = await Promise.all(
        ids.map(async (id) => ({ id, receivedAt: (await stat(join(folder, `${id}.eml`))).mtime })),
      );
      return mails.toSorted((one, other) => other.receivedAt.getTime() - one.receivedAt.getTime());
    },
    async read(id) {
      const name = `${id}.eml`;
      return mailName.test(name) ? readFile(join(folder, name)).catch(unlessMissing) : undefined;
    },
  };
}

function idOf(raw: Buffer): string {
  const border = raw.indexOf('\r\n\r\n');
  const head = raw.subarray(0, border < 0 ? raw.length : border).toString('latin1');
  const identity = messageIdHeader.exec(head)?.[1] ?? raw;
  return createHash('sha256').update(identity).digest('hex').slice(0, 32);
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') {
    throw error;
  }
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') {
    throw error;
  }
  return undefined;
}
