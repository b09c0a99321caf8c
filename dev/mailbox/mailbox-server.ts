import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Language } from '../../domain/language.ts';
import { chooseLanguage } from '../stand-in-pages/choose-language.ts';
import { sendStandInPage } from '../stand-in-pages/page.ts';
import { standInServer } from '../stand-in-pages/stand-in-server.ts';
import { sendStyleSheet } from '../stand-in-pages/style-sheet.ts';
import type { MailFolder } from './mail-folder.ts';
import { mailListPage, mailPage, missingPage } from './mailbox-pages.ts';
import { mailReader } from './read-mail.ts';

const linesPerPage = 50;
const messagePath = /^\/messages\/([0-9a-f]{32})(?:\/files\/(\d{1,4}))?$/;

/** The read-only pages over a mail folder; every request but GET and HEAD is refused. */
export function mailboxServer(folder: MailFolder): Server {
  const reader = mailReader(folder);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://mailbox');
    const language = chooseLanguage(url.searchParams.get('lang'), request.headers['accept-language']);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
    } else if (url.pathname === '/stand-in.css') {
      sendStyleSheet(response);
    } else if (url.pathname === '/') {
      await answerList(response, language, Number(url.searchParams.get('page') ?? 1));
    } else {
      await answerMail(response, language, messagePath.exec(url.pathname));
    }
  }

  async function answerList(response: ServerResponse, language: Language, wished: number): Promise<void> {
    const mails = await folder.list();
    const pages = Math.max(1, Math.ceil(mails.length / linesPerPage));
    const page = Number.isInteger(wished) ? Math.min(Math.max(wished, 1), pages) : 1;
    const shown = mails.slice((page - 1) * linesPerPage, page * linesPerPage);
    const address = (number: number) => `/?lang=${language}&page=${number}`;
    const list = {
      lines: await Promise.all(shown.map(reader.line)),
      count: mails.length,
      newer: page > 1 ? address(page - 1) : undefined,
      older: page < pages ? address(page + 1) : undefined,
    };
    sendStandInPage(response, 200, mailListPage(language, list));
  }

  async function answerMail(response: ServerResponse, language: Language, path: RegExpExecArray | null): Promise<void> {
    const [, id, place] = path ?? [];
    const kept = (await folder.list()).find((mail) => mail.id === id);
    const mail = kept === undefined ? undefined : await reader.mail(kept.id);
    const file = place === undefined ? undefined : mail?.attachments[Number(place)];
    if (file !== undefined) {
      sendFile(response, file.filename ?? 'file', file.content);
    } else if (kept === undefined || mail === undefined || place !== undefined) {
      sendStandInPage(response, 404, missingPage(language));
    } else {
      sendStandInPage(response, 200, mailPage(language, kept, mail));
    }
  }

  return standInServer(answer);
}

function sendFile(response: ServerResponse, name: string, content: Buffer): void {
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, percent)}`,
    'content-length': content.length,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(content);
}

function percent(letter: string): string {
  return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
}
