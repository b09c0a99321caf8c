import { ownActs } from '../../../operations/complaints/act-on-own-case.ts';
import type { OwnAct } from '../../../operations/complaints/act-on-own-case.ts';
import type { OpenedPaper } from '../../../operations/complaints/paper.ts';
import type { OpenedOwnCase } from '../../../operations/complaints/read-own-case.ts';
import type { BodyRequest } from '../../../domain/complaints/body-request.ts';
import type { Hearing } from '../../../domain/complaints/hearing.ts';
import type { Language } from '../../../domain/language.ts';
import { dayTime, dayTimeExact, time, weekdayAndDay } from '../../../wording/dates.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { say } from '../../../wording/say.ts';
import type { ActPanel } from '../../../web-kit/components.ts';
import type { IconName } from '../../../web-kit/icons.ts';
import { hexGroups } from '../../../wording/hex-groups.ts';
import { defectsModel } from './defects-model.ts';
import { ownPaths } from './own-route.ts';

const icons: Readonly<Record<OwnAct, IconName>> = {
  cureDefects: 'pencil',
  addEvidence: 'upload',
  changeContact: 'mail',
  withdrawComplaint: 'back',
};

/** What the private side shows beyond what was filed. `here` is its own address. */
export function ownModel(language: Language, opened: OpenedOwnCase, here: string) {
  const { complaint, papers, received } = opened;
  return {
    acts: actPanelOf(language, opened, here),
    defects: defectsModel(language, opened),
    curePath: `${here}/${ownPaths.cureDefects}`,
    hearings: complaint.hearings.map((hearing) => hearingModel(language, hearing, papers, here)),
    registries: complaint.requests.flatMap((request) => registryModel(language, request, complaint.number)),
    papers: papers.filter(({ kind }) => kind !== 'contact').map((paper) => paperModel(language, paper)),
    received: received
      .map(({ seq, act, at }) => ({
        text: say(language, `complaints.event.${eventOf[act]}`),
        when: dayTimeExact(language, at),
        href: `${here}/received/${String(seq)}`,
      }))
      .toReversed(),
  };
}

const eventOf: Readonly<Record<OwnAct, string>> = {
  cureDefects: 'COMPLAINT_DEFECTS_CURED',
  addEvidence: 'EVIDENCE_ADDED',
  changeContact: 'CONTACT_CHANGED',
  withdrawComplaint: 'COMPLAINT_WITHDRAWN',
};

/** What can be done now and what not, with the reason: nothing is hidden. Answering a return comes first. */
function actPanelOf(language: Language, { refusals }: OpenedOwnCase, here: string): ActPanel {
  const open = ownActs.filter((act) => refusals[act] === null);
  return {
    can: open.map((act) => ({
      text: say(language, `own-case.${act}.title`),
      href: `${here}/${ownPaths[act]}`,
      icon: icons[act],
      consequence: say(language, `own-case.${act}.short`),
      ...(act === 'cureDefects' ? { isPrimary: true } : {}),
    })),
    cannot: ownActs.flatMap((act) => {
      const code = refusals[act];
      return code === null
        ? []
        : [{ text: say(language, `own-case.${act}.title`), reason: sayRefusal(language, { code }) }];
    }),
  };
}

/** A registry that was asked about the complainant: who asked, when, why, and what came of it; never the answer. */
function registryModel(language: Language, request: BodyRequest, number: string) {
  const { registry, sentAt, answeredAt, withdrawnAt } = request;
  if (registry === undefined) return [];
  const ended = answeredAt ?? withdrawnAt;
  const said = answeredAt !== null ? 'answered' : withdrawnAt !== null ? 'withdrawn' : 'waiting';
  return [
    {
      name: say(language, `complaints.registry.${registry}`),
      asked: say(language, 'own-case.registry.asked', { moment: dayTime(language, sentAt) }),
      why: say(language, 'own-case.registry.why', { number }),
      state: say(language, `own-case.registry.${said}`, { moment: ended === null ? '' : dayTime(language, ended) }),
    },
  ];
}

function hearingModel(language: Language, hearing: Hearing, papers: readonly OpenedPaper[], here: string) {
  const { id, startsAt, heldAt, cancelledAt, invited } = hearing;
  const paper = papers.find(({ kind, about }) => kind === 'hearing' && about === id);
  const state = cancelledAt !== null ? 'cancelled' : heldAt !== null ? 'held' : 'appointed';
  return {
    when: `${weekdayAndDay(language, startsAt)}, ${time(startsAt)}`,
    datetime: startsAt,
    state: say(language, `own-case.hearing.${state}`),
    isOpen: state === 'appointed',
    place: paper?.place ?? '',
    lines: linesOf(paper?.text ?? ''),
    invited: invited.map((party) => say(language, `complaints.party.${party}`)).join(', '),
    file: state === 'appointed' ? `${here}/hearing/${id}.ics` : null,
  };
}

function paperModel(language: Language, { kind, text, place, name, author, writtenAt, hash }: OpenedPaper) {
  return {
    title: say(language, `own-case.paper.${kind}`),
    from: say(language, author === 'complainant' ? 'own-case.paper.from-you' : 'own-case.paper.from-commission'),
    when: dayTime(language, writtenAt),
    extra: [name ?? '', place ?? ''].filter((part) => part !== ''),
    lines: linesOf(text),
    hash: hexGroups(hash),
  };
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
