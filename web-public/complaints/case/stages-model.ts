import type { Language } from '../../../domain/language.ts';
import { lawRule } from '../../../domain/law/law-pack.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import type { ComplaintPage } from '../../../operations/complaints/read-complaint.ts';
import { dayTimeShort, deadlineMomentShort } from '../../../wording/dates.ts';
import { articleLabel } from '../../../wording/law-references.ts';
import { say } from '../../../wording/say.ts';
import type { Norm, Stage } from '../../../web-kit/components.ts';

type Stop = { key: string; at: Instant | null; until?: Instant | null; norm?: Norm; isLate?: boolean };

/** The stage line: what is done, where the case stands now, what lies ahead, each with its date. */
export function stagesModel(language: Language, page: ComplaintPage): Stage[] {
  const stops = page.complaint.ground === null ? wholeWay(language, page) : shortWay(page);
  const now = stops.findIndex(({ at }) => at === null);
  const line = stops.map((stop, index) => stageOf(language, stop, now === index));
  const { appeal } = page;
  if (appeal === null || appeal.because === 'inaction') return line;
  const due = appeal.deadline.dueAt;
  const isOver = due !== null && page.now >= due;
  const last: Stage = {
    state: isOver ? 'done' : now === -1 ? 'now' : 'ahead',
    name: say(language, 'case.stage.appeal'),
    ...(due === null ? {} : { when: deadlineMomentShort(language, due) }),
    norm: normOf(language, page, appeal.deadline.ruleId),
  };
  return [...line, last];
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
  return {
    state,
    name: say(language, `case.stage.${key}`),
    ...(when === undefined ? {} : { when }),
    ...(norm === undefined ? {} : { norm }),
  };
}

function normOf(language: Language, { pack }: ComplaintPage, ruleId: string): Norm {
  return { text: articleLabel(language, pack, lawRule(pack, ruleId).article) };
}
