import { isAlteredTerm, isToldToEverybody } from '../../../domain/complaints/public-history.ts';
import type { Language } from '../../../domain/language.ts';
import { lawRule } from '../../../domain/law/law-pack.ts';
import type { Appeal, ComplaintPage } from '../../../operations/complaints/read-complaint.ts';
import { complaintEventSentence } from '../../../wording/complaints.ts';
import { day, dayTime, dayTimeShort, untilDeadline } from '../../../wording/dates.ts';
import { articleLabel, termInWords } from '../../../wording/law-references.ts';
import { say } from '../../../wording/say.ts';
import type { RollCallRow, Tag, TimelineEntry } from '../../../web-kit/components.ts';
import { derivationModel } from '../../../web-kit/deadlines/derivation-model.ts';
import { placeWords } from '../../../web-kit/complaints/place-words.ts';
import { pagePath } from '../../page-kit.ts';
import { hexGroups } from '../../../wording/hex-groups.ts';
import { decisionView, viewPieces } from '../../../web-kit/decisions/decision-view.ts';
import { redactionSummary } from '../../../wording/decision-lines.ts';
import { statusTag } from '../../../web-kit/complaints/status-tag.ts';
import { emailField } from '../follow/follow-case.ts';
import { decideChip, nextModel } from './next-model.ts';
import { caseLink, forceTag, lostForce, procedureModel } from './procedure-model.ts';
import { stagesModel } from './stages-model.ts';

/** What the public page of a complaint shows. */
export function caseModel(language: Language, page: ComplaintPage, casePath: string) {
  const { complaint, facts } = page;
  const attacks = facts.attacks === null ? null : caseLink(language, facts.attacks);
  const kind = say(language, `complaints.kind.${complaint.kind}`);
  const fact = (key: string): string => say(language, `case.fact.${key}`);
  const place = placeWords(language, complaint);
  const api = `/api/v1/complaints/${complaint.number}`;
  const query = `?commission=${complaint.commission.key}`;
  return {
    number: complaint.number,
    tag: tagOf(language, page),
    chip: facts.status === 'forwarded' || facts.status === 'withdrawn' ? null : decideChip(language, page),
    title: page.publication
      ? viewPieces(page.publication.language, page.publication.body.title)
      : [{ text: say(language, 'case.untitled', { kind }) }],
    titleLanguage: page.publication?.language ?? language,
    facts: [
      { key: fact('kind'), value: kind },
      { key: fact('place'), value: place === '' ? fact('place-none') : place },
      ...(attacks === null ? [] : [{ key: fact('attacks'), value: `${attacks.text}, ${attacks.note}` }]),
      ...(complaint.respondentKind === null
        ? []
        : [{ key: fact('respondent'), value: say(language, `complaints.respondentKind.${complaint.respondentKind}`) }]),
      { key: fact('commission'), value: complaint.commission.name[language] },
      { key: fact('files'), value: String(complaint.fileCount) },
    ],
    stages: stagesModel(language, page),
    next: nextModel(language, page),
    decision: decisionModel(language, page, casePath),
    appeal: page.appeal === null || hasLostForce(page) ? null : appealModel(language, page, page.appeal),
    procedure: procedureModel(language, page),
    history: history(language, page),
    openPath: `${casePath}/open`,
    follow: { path: `${casePath}/follow`, email: emailField(language) },
    json: api + query,
    eventsJson: `${api}/events${query}`,
  };
}

/** The present decision was annulled: there is nothing to contest any more. */
function hasLostForce({ facts }: ComplaintPage): boolean {
  return facts.decisions.some(({ isCurrent, force }) => isCurrent && force === 'annulled');
}

/** The status of the case; once its decision has lost its force, that. */
function tagOf(language: Language, { complaint, facts }: ComplaintPage): Tag {
  const force = facts.decisions.find(({ isCurrent }) => isCurrent)?.force ?? 'inForce';
  return force === 'inForce' || complaint.publishedAt === null
    ? statusTag(language, complaint)
    : forceTag(language, force);
}

function decisionModel(language: Language, { publication, complaint, facts }: ComplaintPage, casePath: string) {
  if (publication === null) return null;
  const { number, publishedAt, body, rollCall, dissents, textHash } = publication;
  const date = day(language, complaint.decidedAt ?? publishedAt);
  const known = facts.decisions.find((decision) => decision.number === number);
  return {
    head: say(language, 'case.decision-head', { number, date }),
    lostForce: known === undefined ? null : lostForce(language, known),
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

function appealModel(language: Language, { pack, now, facts, complaint }: ComplaintPage, appeal: Appeal) {
  const { to, deadline } = appeal;
  const word = (key: string): string => say(language, `case.appeal.${key}`);
  const termOf = (ruleId: string): string => termInWords(language, lawRule(pack, ruleId).term);
  const lawOf = (ruleId: string) => ({ text: articleLabel(language, pack, lawRule(pack, ruleId).article) });
  const due = deadline.dueAt;
  const until = due === null ? '' : now >= due ? word('over') : untilDeadline(language, due);
  const decides = to === 'court' ? 'court1_decide' : 'complaint_decide';
  const rows = [
    {
      name: to === 'cec' && facts.above ? facts.above.name[language] : word(to),
      note: word(`${to}-note`),
      file: until,
      decides: termOf(decides),
      norm: lawOf(deadline.ruleId),
    },
  ];
  if (to === 'court') {
    const term = { file: termOf('court2_file'), decides: termOf('court2_decide') };
    rows.push({ name: word('supreme'), note: word('supreme-note'), ...term, norm: lawOf('court2_file') });
  }
  const { number, commission } = complaint;
  return {
    rows,
    contest: to === 'court' ? null : pagePath(language, `/complaints/new/against/${commission.key}/${number}`),
    why: derivationModel(language, deadline, pack, now, { question: word('why') }),
  };
}

/** The history as sentences, newest first. */
function history(language: Language, { events }: ComplaintPage): TimelineEntry[] {
  const lateAt = new Set(
    events.filter(({ kind, payload }) => kind === 'TERM_MET' && payload['late'] === true).map(({ legalAt }) => legalAt),
  );
  return events
    .filter(({ kind }) => isToldToEverybody(kind))
    .map(({ kind, payload, legalAt, actor }): TimelineEntry => {
      const { sentence, detail } = complaintEventSentence(language, kind, payload);
      const isLate = kind === 'COMPLAINT_DECISION_OVERDUE' || kind === 'REQUEST_OVERDUE' || lateAt.has(legalAt);
      const rule = isAlteredTerm(kind) ? `${say(language, `law.rule.${String(payload['rule'])}`)}. ` : '';
      return {
        datetime: legalAt,
        when: dayTimeShort(language, legalAt),
        sentence,
        ...(detail === null ? {} : { detail: rule + detail }),
        ...(actor === 'system' ? { bySystem: true } : {}),
        ...(isLate ? { isLate: true } : {}),
      };
    })
    .toReversed();
}
