import { complaintKinds, complaintStatuses, respondentKinds } from '../../../domain/complaints/complaint.ts';
import type { Language } from '../../../domain/language.ts';
import type { LawPack } from '../../../domain/law/law-pack.ts';
import type { Outcome } from '../../../domain/refusals.ts';
import { wasNotOpened } from '../../../domain/sittings/sitting.ts';
import { millisecondsBetween } from '../../../domain/time/instant.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { RegisterFigures } from '../../../operations/complaints/count-complaints.ts';
import { registerOutcomes } from '../../../operations/complaints/list-complaints.ts';
import type { RegisterPage, RegisterQuery } from '../../../operations/complaints/list-complaints.ts';
import { agendaSitting, complaintPath } from '../../../operations/complaints/public-complaint.ts';
import type { PublicCommission, PublicComplaint } from '../../../operations/complaints/public-complaint.ts';
import { day, dayTime, dayTimeShort, lastMoment, untilDayShort } from '../../../wording/dates.ts';
import { duration } from '../../../wording/durations.ts';
import { number } from '../../../wording/figures.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import type { DeadlineChip } from '../../../web-kit/components.ts';
import { pagePath } from '../../page-kit.ts';
import { decideTerm } from '../decide-term.ts';
import { deadlineChip } from '../../../web-kit/deadlines/deadline-chip.ts';
import { territoryOptions } from '../../../web-kit/complaints/territory-options.ts';
import { placeWords } from '../../../web-kit/complaints/place-words.ts';
import { statusTag } from '../../../web-kit/complaints/status-tag.ts';

/** What the register shows: findings, filters as they stand, rows, the way on. */
export function registerModel(
  language: Language,
  query: RegisterQuery,
  found: Outcome<RegisterPage>,
  figures: RegisterFigures,
  commissions: readonly PublicCommission[],
  law: LawPack | undefined,
) {
  const here = pagePath(language, '/complaints');
  const page = found.ok ? found.value : null;
  return {
    here,
    slow: found.ok ? null : sayRefusal(language, found.refusal),
    search: pagePath(language, '/search'),
    findings: findings(language, figures),
    count:
      page === null ? '' : say(language, page.isMore ? 'register.count-more' : 'register.count', { n: page.count }),
    filter: filterModel(language, query, figures, commissions),
    chosen: chosen(language, here, query),
    rows: page === null ? [] : page.complaints.map((complaint) => rowModel(language, complaint, law, page.now)),
    next: page === null || page.next === null ? null : addressOf(here, { ...query, after: page.next }),
    first: query.after === undefined ? null : addressOf(here, { ...query, after: undefined }),
    ...feeds(here, query),
    order: orderModel(language, here, query),
    orderNote: query.order === 'due' ? say(language, 'register.order-due-note') : '',
  };
}

/** The same selection for programs: JSON, a table, and a feed. */
function feeds(here: string, query: RegisterQuery) {
  const whole = { ...query, after: undefined };
  return {
    json: addressOf('/api/v1/complaints', whole),
    csv: addressOf(`${here}.csv`, whole),
    figures: addressOf(`${here}/figures`, { ...whole, order: 'newest' }),
    atom: addressOf(`${here}.atom`, whole),
  };
}

function orderModel(language: Language, here: string, query: RegisterQuery) {
  return (['newest', 'due'] as const).map((order) => ({
    text: say(language, `register.order.${order}`),
    href: addressOf(here, { ...query, order, after: undefined }),
    current: query.order === order,
  }));
}

function findings(language: Language, figures: RegisterFigures): string {
  const { total, decided, inTime, overdue } = figures;
  const share = decided === 0 ? null : number(language, Math.round((1000 * inTime) / decided) / 10);
  return [
    say(language, 'register.findings', { total, decided, inTime }),
    ...(share === null ? [] : [say(language, 'register.findings-share', { share })]),
    say(language, 'register.findings-overdue', { n: overdue }),
    say(language, 'register.findings-at', { moment: dayTime(language, figures.at) }),
  ].join(' ');
}

/** Filters of which several values hold together. */
const lists = ['status', 'kind', 'outcome', 'respondent'] as const;
const terms = ['running', 'met', 'breached'] as const;

function filterModel(
  language: Language,
  query: RegisterQuery,
  figures: RegisterFigures,
  commissions: readonly PublicCommission[],
) {
  const word = (key: string): string => say(language, `register.${key}`);
  const counted = (value: string, text: string, counts: Readonly<Record<string, number>>) => ({
    value,
    text,
    count: counts[value] ?? 0,
  });
  return {
    status: {
      name: 'status',
      label: word('filter-status'),
      values: query.status,
      options: complaintStatuses.map((value) =>
        counted(value, say(language, `complaints.status.${value}`), figures.byStatus),
      ),
    },
    term: {
      name: 'term',
      label: word('filter-term'),
      value: query.term ?? '',
      options: [
        { value: '', text: word('term.all'), count: figures.total },
        ...terms.map((value) => counted(value, word(`term.${value}`), figures.byTerm)),
      ],
    },
    kind: {
      name: 'kind',
      label: word('filter-kind'),
      values: query.kind,
      options: complaintKinds.map((value) => counted(value, say(language, `complaints.kind.${value}`), figures.byKind)),
    },
    outcome: {
      name: 'outcome',
      label: word('filter-outcome'),
      values: query.outcome,
      options: registerOutcomes.map((value) =>
        counted(value, say(language, `complaints.outcome.${value}`), figures.byOutcome),
      ),
    },
    respondent: {
      name: 'respondent',
      label: word('filter-respondent'),
      hint: word('filter-respondent-hint'),
      values: query.respondent,
      options: respondentKinds.map((value) => ({ value, text: say(language, `complaints.respondentKind.${value}`) })),
    },
    from: { name: 'from', type: 'date', label: word('filter-from'), value: query.from ?? '' },
    to: { name: 'to', type: 'date', label: word('filter-to'), value: query.to ?? '' },
    q: {
      name: 'q',
      type: 'search',
      label: word('filter-words'),
      hint: word('filter-words-hint'),
      value: query.q ?? '',
    },
    order: query.order,
    territory: { label: word('filter-territory'), value: query.territory ?? '', groups: territoryOptions(language) },
    commission: {
      name: 'commission',
      label: word('filter-commission'),
      value: query.commission ?? '',
      options: [
        { value: '', text: word('filter-any-commission') },
        ...commissions.map(({ key, name }) => ({ value: key, text: name[language] })),
      ],
    },
  };
}

/** Every filter in force with the address that drops it. */
export function chosen(language: Language, here: string, query: RegisterQuery) {
  const base: RegisterQuery = { ...query, after: undefined };
  const list = lists.flatMap((name) =>
    query[name].map((value) => ({
      text: say(language, `complaints.${name === 'respondent' ? 'respondentKind' : name}.${value}`),
      href: addressOf(here, { ...base, [name]: query[name].filter((each) => each !== value) }),
    })),
  );
  for (const name of ['from', 'to', 'q'] as const) {
    const value = query[name];
    if (value === undefined || value === '') continue;
    const text = say(language, `register.chosen-${name}`, { value: name === 'q' ? value : day(language, value) });
    list.push({ text, href: addressOf(here, { ...base, [name]: undefined }) });
  }
  if (query.term !== undefined) {
    list.push({
      text: `${say(language, 'register.filter-term')}: ${say(language, `register.term.${query.term}`)}`,
      href: addressOf(here, { ...base, term: undefined }),
    });
  }
  if (query.territory !== undefined) {
    list.push({
      text: say(language, `territories.${query.territory}`),
      href: addressOf(here, { ...base, territory: undefined }),
    });
  }
  return list;
}

function rowModel(language: Language, complaint: PublicComplaint, law: LawPack | undefined, now: Instant) {
  if (!law) throw new TypeError('a complaint without an election');
  const chip = deadlineChip(language, decideTerm(complaint), law, now);
  const { decisionTitle, decisionLanguage, kind } = complaint;
  return {
    number: complaint.number,
    place: [placeWords(language, complaint), complaint.commission.name[language]]
      .filter((text) => text !== '')
      .join(' · '),
    href: pagePath(language, complaintPath(complaint)),
    title: decisionTitle ?? say(language, `complaints.kind.${kind}`),
    titleLanguage: decisionLanguage ?? language,
    received: dayTimeShort(language, complaint.receivedAt),
    tag: statusTag(language, complaint),
    note: noteOf(language, complaint, now),
    ...shortChip(language, chip, complaint, now),
    isOver: chip.state === 'over',
  };
}

/** In a narrow column the chip holds the remaining time only; the rest stands below it. */
function shortChip(language: Language, chip: DeadlineChip, { decideDueAt }: PublicComplaint, now: Instant) {
  const { detail, ...rest } = chip;
  const isOpen = chip.state === 'running' || chip.state === 'soon';
  if (decideDueAt === null || !isOpen) return { chip: rest, chipNote: detail ?? '' };
  const lead = duration(language, millisecondsBetween(now, decideDueAt));
  return { chip: { ...rest, lead }, chipNote: untilDayShort(language, lastMoment(decideDueAt).day) };
}

function noteOf(language: Language, complaint: PublicComplaint, now: Instant): string {
  const { decisionNumber, ground } = complaint;
  if (decisionNumber !== null) return say(language, 'portal.home.decision-number', { number: decisionNumber });
  if (ground !== null) return say(language, `complaints.ground.${ground}`);
  const sitting = agendaSitting(complaint);
  if (sitting === null) return '';
  const moment = dayTimeShort(language, sitting.startsAt);
  return wasNotOpened(sitting, now) ? say(language, 'register.sitting-not-opened', { moment }) : moment;
}

/** The address of a selection: only what differs from the whole register stands in it. */
export function addressOf(path: string, query: RegisterQuery): string {
  const parameters = new URLSearchParams();
  for (const name of lists) for (const value of query[name]) parameters.append(name, value);
  for (const name of ['term', 'territory', 'commission', 'from', 'to', 'q', 'after'] as const) {
    const value = query[name];
    if (value !== undefined && value !== '') parameters.append(name, value);
  }
  if (query.order !== 'newest') parameters.append('order', query.order);
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
