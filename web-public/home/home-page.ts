import type { RequestHandler } from 'express';
import type { Language } from '../../domain/language.ts';
import { dayOf } from '../../domain/law/counting/calendar.ts';
import { lawRule } from '../../domain/law/law-pack.ts';
import type { CalendarDay } from '../../domain/time/calendar-day.ts';
import { complaintPath } from '../../operations/complaints/public-complaint.ts';
import { openStatuses } from '../../operations/complaints/queue-filter.ts';
import { readHome } from '../../operations/complaints/read-home.ts';
import type { Home } from '../../operations/complaints/read-home.ts';
import { day, dayTimeShort, weekday } from '../../wording/dates.ts';
import { termInWords } from '../../wording/law-references.ts';
import { say } from '../../wording/say.ts';
import { languageOf } from '../../web-kit/language.ts';
import { statusTag } from '../../web-kit/complaints/status-tag.ts';
import { pagePath } from '../page-kit.ts';
import type { PageKit } from '../page-kit.ts';

/** The start page. */
export function homePage(kit: PageKit): RequestHandler {
  return async (request, response) => {
    const language = languageOf(response);
    const home = await readHome(kit.contextOf(response));
    const page = { title: say(language, 'portal.home.title'), section: 'home' } as const;
    kit.show(request, response, 'home/home.njk', page, homeModel(language, home));
  };
}

/** What the start page shows. */
export function homeModel(language: Language, home: Home) {
  const { election, figures, decisions, now } = home;
  const register = pagePath(language, '/complaints');
  const word = (key: string, values?: Record<string, string | number>): string =>
    say(language, `portal.home.${key}`, values);
  return {
    election:
      election === null
        ? null
        : `${election.name[language]} · ${day(language, election.votingDay)}, ${weekday(language, election.votingDay)}`,
    countdown:
      election === null ? [{ text: word('no-election') }] : countdown(language, dayOf(now), election.votingDay),
    searchPath: pagePath(language, '/search'),
    open: openNow(language, home),
    tasks: [
      { mark: 'scales', text: say(language, 'portal.nav.file'), href: `${register}/new`, note: word('task-file') },
      { mark: 'list', text: say(language, 'portal.foot.follow'), href: register, note: word('task-follow') },
      {
        mark: 'shield',
        text: word('task-receipt'),
        href: `${pagePath(language, '/search')}`,
        note: word('task-receipt-text'),
      },
    ],
    figures: [
      { name: word('figure-total'), value: figures.total, href: register, link: word('figure-all') },
      { name: word('figure-decided'), value: figures.inTime, href: `${register}?term=met`, link: word('figure-list') },
      {
        name: word('figure-running'),
        value: figures.byTerm['running'] ?? 0,
        href: `${register}?term=running`,
        link: word('figure-list'),
      },
      {
        name: word('figure-breached'),
        value: figures.late + figures.overdue,
        href: `${register}?term=breached`,
        link: word('figure-list'),
      },
    ],
    decisions: decisions.map((decision) => ({
      when: decision.publishedAt,
      title: decision.title,
      language: decision.language,
      href: pagePath(
        language,
        complaintPath({ number: decision.complaintNumber, commission: { key: decision.commissionKey } }),
      ),
      tag: statusTag(language, { status: 'published', outcome: decision.outcome as never }),
      note: [
        word('decision-number', { number: decision.number }),
        decision.complaintNumber,
        say(language, `complaints.kind.${decision.kind}`),
      ].join(' · '),
    })),
  };
}

/** A complaint in one of these waits for a decision; what was decided, withdrawn or forwarded does not. */
const underReview = openStatuses.filter((status) => status !== 'decided');

function openNow(language: Language, { election, figures, sittings, now }: Home) {
  const word = (key: string, values?: Record<string, string | number>): string =>
    say(language, `portal.home.${key}`, values);
  const register = pagePath(language, '/complaints');
  const term = election === null ? '' : termInWords(language, lawRule(election.pack, 'complaint_file').term);
  return [
    { text: word('open-file'), href: `${register}/new`, note: term === '' ? '' : word('open-file-term', { term }) },
    {
      text: word('open-review'),
      href: `${register}?${underReview.map((status) => `status=${status}`).join('&')}`,
      note: word('open-review-count', { n: underReview.reduce((n, status) => n + (figures.byStatus[status] ?? 0), 0) }),
    },
    ...sittings.map(({ startsAt, items }) => ({
      text: word(startsAt < now ? 'sitting-not-opened' : 'open-sitting', { moment: dayTimeShort(language, startsAt) }),
      href: `${register}?status=onAgenda`,
      note: word('open-sitting-items', { n: items }),
    })),
  ];
}

/** The countdown as pieces; the one in brackets in the message is emphasised. */
function countdown(language: Language, today: CalendarDay, votingDay: CalendarDay) {
  const days = Math.round((Date.parse(votingDay) - Date.parse(today)) / 86_400_000);
  if (days === 0) return [{ text: say(language, 'portal.home.today'), isStrong: true }];
  if (days < 0) return [{ text: say(language, 'portal.home.over') }];
  const words = say(language, 'portal.home.days-left', { n: days });
  return words.split(/[[\]]/).map((text, index) => ({ text, isStrong: index % 2 === 1 }));
}
