import type { Language } from '../../../domain/language.ts';
import { lawRule } from '../../../domain/law/law-pack.ts';
import type { ComplaintStatus } from '../../../domain/complaints/complaint.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { ComplaintPage } from '../../../operations/complaints/read-complaint.ts';
import { dayTimeShort, deadlineMomentShort } from '../../../wording/dates.ts';
import { articleLabel } from '../../../wording/law-references.ts';
import { say } from '../../../wording/say.ts';
import type { Norm, Stage } from '../../../web-kit/components.ts';

/** A stop that is late without having happened is the decision: only it has a term. */
type Stop = { key: string; at: Instant | null; until?: Instant | null; norm?: Norm; isLate?: boolean };

/** The stage line: what is done, where the case stands now, what lies ahead, each with its date. */
export function stagesModel(language: Language, page: ComplaintPage): Stage[] {
  const stops = wayOf(language, page);
  const now = stops.findIndex(({ at }) => at === null);
  const line = stops.map((stop, index) => stageOf(language, stop, now === index));
  const { appeal, facts } = page;
  if (isCutShort(facts.status) || appeal === null || appeal.because === 'inaction') return line;
  return [...line, contestStage(language, page, appeal, now === -1)];
}

type Appeal = NonNullable<ComplaintPage['appeal']>;

/** The term to contest, or the appeal that is being heard; then nothing lies ahead any more. */
function contestStage(language: Language, page: ComplaintPage, appeal: Appeal, isLast: boolean): Stage {
  const { facts, now } = page;
  const norm = normOf(language, page, appeal.deadline.ruleId);
  const open = facts.appeals.find(({ endedAt }) => endedAt === null);
  if (open)
    return {
      state: 'now',
      name: say(language, 'case.stage.contested'),
      when: dayTimeShort(language, open.enteredAt),
      norm,
    };
  const ended = facts.appeals.at(-1)?.endedAt;
  if (ended && facts.contest?.state !== 'running' && facts.status !== 'closed')
    return { state: 'done', name: say(language, 'case.stage.contested'), when: dayTimeShort(language, ended), norm };
  const isClosed = facts.status === 'closed';
  const due = facts.contest?.dueAt ?? appeal.deadline.dueAt;
  const isOver = isClosed || (due !== null && now >= due);
  return {
    state: isOver ? 'done' : isLast ? 'now' : 'ahead',
    name: say(language, isClosed ? 'case.stage.closed' : 'case.stage.appeal'),
    ...(isClosed && facts.closedAt !== null
      ? { when: dayTimeShort(language, facts.closedAt) }
      : due === null
        ? {}
        : { when: deadlineMomentShort(language, due) }),
    norm,
  };
}

const isCutShort = (status: ComplaintStatus): boolean => status === 'forwarded' || status === 'withdrawn';

/** The stops of the way that the case takes: whole, ended by a ground, or cut short. */
function wayOf(language: Language, page: ComplaintPage): Stop[] {
  const { complaint, facts } = page;
  if (isCutShort(facts.status)) return cutShort(page);
  if (complaint.ground !== null) return shortWay(page);
  const [filed, registered, ...later] = wholeWay(language, page);
  if (!filed || !registered) return later;
  const reopened = page.events.findLast(({ kind }) => kind === 'COMPLAINT_REOPENED')?.legalAt;
  const returned: Stop[] =
    facts.status === 'returnedForDefects'
      ? [{ key: 'returnedForDefects', at: null, until: facts.cure?.dueAt ?? null }]
      : [];
  const again: Stop[] = reopened === undefined ? [] : [{ key: 'reopened', at: reopened }];
  const [admitted, ...rest] = later;
  return [filed, registered, ...returned, ...(admitted ? [admitted] : []), ...again, ...rest];
}

function cutShort({ complaint, facts }: ComplaintPage): Stop[] {
  const { receivedAt, registeredAt, admittedAt } = complaint;
  return [
    { key: 'filed', at: receivedAt },
    ...(registeredAt === null ? [] : [{ key: 'registered', at: registeredAt }]),
    ...(admittedAt === null ? [] : [{ key: 'admitted', at: admittedAt }]),
    { key: facts.status, at: facts.closedAt },
  ];
}

function wholeWay(language: Language, page: ComplaintPage): Stop[] {
  const { complaint } = page;
  const { receivedAt, registeredAt, admittedAt, sittingAt, decidedAt, publishedAt, decideDueAt, decideState } =
    complaint;
  const isPast = decideDueAt !== null && decidedAt === null && page.now >= decideDueAt;
  const isOnAgenda = complaint.status === 'onAgenda' || decidedAt !== null;
  return [
    { key: 'filed', at: receivedAt },
    { key: 'registered', at: registeredAt },
    { key: 'admitted', at: admittedAt },
    { key: 'onAgenda', at: isOnAgenda ? sittingAt : null },
    {
      key: 'decided',
      at: decidedAt,
      until: decideDueAt,
      isLate: decideState === 'metLate' || decideState === 'missed' || isPast,
      norm: normOf(language, page, complaint.decideRule ?? 'complaint_decide'),
    },
    { key: 'published', at: publishedAt },
  ];
}

function shortWay({ complaint }: ComplaintPage): Stop[] {
  return [
    { key: 'filed', at: complaint.receivedAt },
    { key: 'registered', at: complaint.registeredAt },
    { key: 'leftUnexamined', at: complaint.decidedAt, isLate: complaint.decideState === 'metLate' },
  ];
}

function stageOf(language: Language, { key, at, until, norm, isLate }: Stop, isNow: boolean): Stage {
  const when = at !== null ? dayTimeShort(language, at) : until ? deadlineMomentShort(language, until) : undefined;
  const state = isLate === true ? 'late' : at !== null ? 'done' : isNow ? 'now' : 'ahead';
  const isMissing = state === 'late' && at === null;
  return {
    state,
    name: isMissing ? say(language, 'case.stage.not-decided') : say(language, `case.stage.${key}`),
    ...(isMissing ? { isMissing } : {}),
    ...(when === undefined ? {} : { when }),
    ...(norm === undefined ? {} : { norm }),
  };
}

function normOf(language: Language, { pack }: ComplaintPage, ruleId: string): Norm {
  return { text: articleLabel(language, pack, lawRule(pack, ruleId).article) };
}
