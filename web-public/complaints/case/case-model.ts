import type { Language } from '../../../domain/language.ts';
import { lawRule } from '../../../domain/law/law-pack.ts';
import type { Appeal, ComplaintPage } from '../../../operations/complaints/read-complaint.ts';
import { complaintEventSentence } from '../../../wording/complaints.ts';
import { day, dayTime, dayTimeShort, deadlineMoment, untilDeadline } from '../../../wording/dates.ts';
import { articleLabel, termInWords } from '../../../wording/law-references.ts';
import { say } from '../../../wording/say.ts';
import type { DeadlineChip, Derivation, RollCallRow, TimelineEntry } from '../../../web-kit/components.ts';
import { deadlineChip } from '../../../web-kit/deadlines/deadline-chip.ts';
import { derivationModel } from '../../../web-kit/deadlines/derivation-model.ts';
import { placeWords } from '../../../web-kit/complaints/place-words.ts';
import { hexGroups } from '../receipt/receipt-model.ts';
import { decideTerm } from '../decide-term.ts';
import { decisionView, viewPieces } from '../../../web-kit/decisions/decision-view.ts';
import { redactionSummary } from '../../../wording/decision-lines.ts';
import { statusTag } from '../../../web-kit/complaints/status-tag.ts';
import { stagesModel } from './stages-model.ts';

/** What the public page of a complaint shows. */
export function caseModel(language: Language, page: ComplaintPage, casePath: string) {
  const { complaint } = page;
  const kind = say(language, `complaints.kind.${complaint.kind}`);
  const fact = (key: string): string => say(language, `case.fact.${key}`);
  const place = placeWords(language, complaint);
  const api = `/api/v1/complaints/${complaint.number}`;
  const query = `?commission=${complaint.commission.key}`;
  return {
    number: complaint.number,
    tag: statusTag(language, complaint),
    chip: decideChip(language, page),
    title: page.publication
      ? viewPieces(page.publication.language, page.publication.body.title)
      : [{ text: say(language, 'case.untitled', { kind }) }],
    titleLanguage: page.publication?.language ?? language,
    facts: [
      { key: fact('kind'), value: kind },
      { key: fact('place'), value: place === '' ? fact('place-none') : place },
      { key: fact('commission'), value: complaint.commission.name[language] },
      { key: fact('files'), value: String(complaint.fileCount) },
    ],
    stages: stagesModel(language, page),
    next: nextModel(language, page),
    decision: decisionModel(language, page, casePath),
    appeal: page.appeal === null ? null : appealModel(language, page, page.appeal),
    history: history(language, page),
    openPath: `${casePath}/open`,
    json: api + query,
    eventsJson: `${api}/events${query}`,
  };
}

function decideChip(language: Language, { complaint, pack, now }: ComplaintPage): DeadlineChip {
  return deadlineChip(language, decideTerm(complaint), pack, now);
}

type Next = { sentence: string; chip: DeadlineChip | null; why: Derivation | null };

/** What happens next, by when, and why that day. */
function nextModel(language: Language, page: ComplaintPage): Next {
  const { complaint, appeal, now } = page;
  const word = (key: string, values?: Record<string, string>): string => say(language, `case.next.${key}`, values);
  if (complaint.decidedAt === null) return waiting(language, page);
  const appealDue = appeal?.deadline.dueAt ?? null;
  if (complaint.ground === null && complaint.publishedAt === null) {
    return { sentence: word('publish'), chip: null, why: appealWhy(language, page) };
  }
  if (appealDue === null || now >= appealDue) {
    return { sentence: word('over'), chip: null, why: appealWhy(language, page) };
  }
  return {
    sentence: word('appeal', { until: untilDeadline(language, appealDue) }),
    chip: appealChip(language, page),
    why: appealWhy(language, page),
  };
}

function waiting(language: Language, page: ComplaintPage): Next {
  const { complaint, deadlines, pack, now } = page;
  const commission = complaint.commission.name[language];
  const due = complaint.decideDueAt;
  const row = deadlines.findLast(({ rule }) => rule === complaint.decideRule);
  const sentence =
    due === null
      ? say(language, 'case.next.at-once', { commission })
      : now >= due
        ? say(language, 'case.next.overdue', { moment: deadlineMoment(language, due) })
        : say(language, 'case.next.decide', { commission, until: untilDeadline(language, due) });
  return {
    sentence,
    chip: decideChip(language, page),
    why: row ? derivationModel(language, row.derivation, pack, now) : null,
  };
}

function appealWhy(language: Language, { appeal, pack, now }: ComplaintPage): Derivation | null {
  if (appeal === null) return null;
  return derivationModel(language, appeal.deadline, pack, now);
}

function appealChip(language: Language, { appeal, pack, now }: ComplaintPage): DeadlineChip | null {
  if (appeal === null) return null;
  const { baseAt, dueAt } = appeal.deadline;
  const chip = deadlineChip(language, { state: 'running', baseAt, dueAt, endedAt: null }, pack, now);
  return chip.state === 'over' ? null : chip;
}

function decisionModel(language: Language, { publication, complaint }: ComplaintPage, casePath: string) {
  if (publication === null) return null;
  const { number, publishedAt, body, rollCall, dissents, textHash } = publication;
  const date = day(language, complaint.decidedAt ?? publishedAt);
  return {
    head: say(language, 'case.decision-head', { number, date }),
    published: say(language, 'case.decision-published', { moment: dayTime(language, publishedAt) }),
    language: publication.language,
    body: decisionView(body),
    redactions: redactionSummary(language, body),
    pdf: `${casePath}/decision.pdf`,
    hash: hexGroups(textHash),
    rollCall: rollCall.map(({ name, role, choice }): RollCallRow => ({
      name,
      role: say(language, `people.role.${role}`),
      choice: choice === 'notVoted' ? 'waiting' : choice,
      word: say(language, `sittings.choice.${choice}`),
    })),
    dissents: dissents.map((one) => ({
      name: one.name,
      language: one.language,
      paragraphs: one.paragraphs.map((pieces) => viewPieces(one.language, pieces)),
      role: say(language, `people.role.${one.role}`),
      hash: hexGroups(one.hash),
    })),
  };
}

function appealModel(language: Language, { pack, now }: ComplaintPage, appeal: Appeal) {
  const { to, deadline } = appeal;
  const word = (key: string): string => say(language, `case.appeal.${key}`);
  const termOf = (ruleId: string): string => termInWords(language, lawRule(pack, ruleId).term);
  const lawOf = (ruleId: string) => ({ text: articleLabel(language, pack, lawRule(pack, ruleId).article) });
  const due = deadline.dueAt;
  const until = due === null ? '' : now >= due ? word('over') : untilDeadline(language, due);
  const decides = to === 'court' ? 'court1_decide' : 'complaint_decide';
  const rows = [
    { name: word(to), note: word(`${to}-note`), file: until, decides: termOf(decides), norm: lawOf(deadline.ruleId) },
  ];
  if (to === 'court') {
    const term = { file: termOf('court2_file'), decides: termOf('court2_decide') };
    rows.push({ name: word('supreme'), note: word('supreme-note'), ...term, norm: lawOf('court2_file') });
  }
  return { rows, why: derivationModel(language, deadline, pack, now, { question: word('why') }) };
}

/** The history as sentences, newest first. Terms are told by the act that met or missed them. */
function history(language: Language, { events }: ComplaintPage): TimelineEntry[] {
  const lateAt = new Set(
    events.filter(({ kind, payload }) => kind === 'TERM_MET' && payload['late'] === true).map(({ legalAt }) => legalAt),
  );
  return events
    .filter(({ kind }) => !kind.startsWith('TERM_'))
    .map(({ kind, payload, legalAt, actor }): TimelineEntry => {
      const { sentence, detail } = complaintEventSentence(language, kind, payload);
      const isLate = kind === 'COMPLAINT_DECISION_OVERDUE' || lateAt.has(legalAt);
      return {
        datetime: legalAt,
        when: dayTimeShort(language, legalAt),
        sentence,
        ...(detail === null ? {} : { detail }),
        ...(actor === 'system' ? { bySystem: true } : {}),
        ...(isLate ? { isLate: true } : {}),
      };
    })
    .toReversed();
}
