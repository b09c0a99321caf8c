import type { Attachment, ParsedMail } from 'mailparser';
import type { Language } from '../../domain/language.ts';
import { instantFromDate } from '../../domain/time/instant.ts';
import { dayTime } from '../../wording/dates.ts';
import { bytes } from '../../wording/figures.ts';
import { say } from '../../wording/say.ts';
import type { Markup } from '../stand-in-pages/markup.ts';
import { markup } from '../stand-in-pages/markup.ts';
import type { StandInPage } from '../stand-in-pages/page.ts';
import type { KeptMail } from './mail-folder.ts';
import type { MailLine } from './read-mail.ts';
import { addresses } from './read-mail.ts';

/** The mails of one page of the list, newest first, and the addresses of its neighbours. */
export interface MailList {
  lines: readonly MailLine[];
  count: number;
  newer: string | undefined;
  older: string | undefined;
}

/** The list of what came. */
export function mailListPage(language: Language, list: MailList): StandInPage {
  const rows = list.lines.map(
    (line) => markup`<li><span><strong><a href="/messages/${line.id}?lang=${language}">${
      line.subject ?? say(language, 'mailbox.no-subject')
    }</a></strong><span class="meta">${line.to}</span></span><span class="meta">${moment(language, line.receivedAt)}</span></li>
`,
  );
  const neighbours = [
    pageLink(list.newer, say(language, 'mailbox.newer')),
    pageLink(list.older, say(language, 'mailbox.older')),
  ];
  return {
    ...frame(language, say(language, 'mailbox.title'), '/'),
    body: markup`<h1>${say(language, 'mailbox.title')}</h1>
<p class="lead">${say(language, 'mailbox.lead', { count: list.count })}</p>
${rows.length === 0 ? undefined : markup`<ul class="rows">${rows}</ul>`}
${list.newer === undefined && list.older === undefined ? undefined : markup`<p class="pages">${neighbours}</p>`}`,
  };
}

/** One mail: its text part only, and its files to download. */
export function mailPage(language: Language, kept: KeptMail, mail: ParsedMail): StandInPage {
  const subject = mail.subject ?? say(language, 'mailbox.no-subject');
  return {
    ...frame(language, subject, `/messages/${kept.id}`),
    body: markup`<p><a href="/?lang=${language}">${say(language, 'mailbox.back')}</a></p>
<h1>${subject}</h1>
<dl class="facts">
<dt>${say(language, 'mailbox.from')}</dt><dd>${addresses(mail.from)}</dd>
<dt>${say(language, 'mailbox.to')}</dt><dd>${addresses(mail.to)}</dd>
<dt>${say(language, 'mailbox.received')}</dt><dd>${moment(language, kept.receivedAt)}</dd>
</dl>
${
  mail.text === undefined || mail.text.trim() === ''
    ? markup`<p class="empty">${say(language, 'mailbox.no-text')}</p>`
    : markup`<div class="letter">${mail.text.trim()}</div>`
}
${attachmentList(language, kept.id, mail.attachments)}`,
  };
}

/** What an unknown address shows. */
export function missingPage(language: Language): StandInPage {
  const title = say(language, 'stand-in.not-found');
  return {
    ...frame(language, title, '/'),
    body: markup`<h1>${title}</h1>
<p><a href="/?lang=${language}">${say(language, 'mailbox.back')}</a></p>`,
  };
}

function attachmentList(language: Language, id: string, attachments: readonly Attachment[]): Markup | undefined {
  if (attachments.length === 0) {
    return undefined;
  }
  const rows = attachments.map(
    (file, place) => markup`<li><a href="/messages/${id}/files/${place}">${
      file.filename ?? say(language, 'mailbox.unnamed-file')
    }</a><span class="meta">${bytes(language, file.size)}</span></li>
`,
  );
  return markup`<h2>${say(language, 'mailbox.attachments')}</h2>
<ul class="rows">${rows}</ul>`;
}

function pageLink(href: string | undefined, words: string): Markup {
  return href === undefined ? markup`<span></span>` : markup`<a href="${href}">${words}</a>`;
}

function moment(language: Language, date: Date): string {
  return dayTime(language, instantFromDate(date));
}

function frame(language: Language, title: string, path: string): Omit<StandInPage, 'body'> {
  return { language, title, path, standsFor: say(language, 'mailbox.stands-for') };
}
