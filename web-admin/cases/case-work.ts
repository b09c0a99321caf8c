import { randomUUID } from 'node:crypto';
import { isOpenRequest } from '../../domain/complaints/body-request.ts';
import type { BodyRequest } from '../../domain/complaints/body-request.ts';
import { isOpenHearing } from '../../domain/complaints/hearing.ts';
import type { Hearing } from '../../domain/complaints/hearing.ts';
import type { Language } from '../../domain/language.ts';
import type { OpenedCase } from '../../operations/complaints/open-case.ts';
import type { CaseAct } from '../../operations/records/allowed-acts.ts';
import type { IconName } from '../../web-kit/icons.ts';
import type { Tag } from '../../web-kit/components.ts';
import { askedInWords } from '../../wording/complaints.ts';
import { dayTime, dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { capital } from './act-forms/capital.ts';
import { papersOf } from './case-papers.ts';
import { termChip, termOf } from './case-terms.ts';
import { registryPart } from './registry-part.ts';
import { procedureIcons, procedurePaths } from './procedure-looks.ts';

/** A small act beside the thing it is done on: a button, or a link to its form. */
type SmallAct = {
  text: string;
  about: string;
  icon: IconName;
  href: string;
  isForm: boolean;
  fields?: Readonly<Record<string, string>>;
};

type AskedAct = 'recordAnswer' | 'remindBody' | 'withdrawRequest' | 'recordHearing' | 'cancelHearing';

function smallAct(
  language: Language,
  opened: OpenedCase,
  act: AskedAct,
  thing: { name: 'request' | 'hearing'; id: string; about: string },
): SmallAct[] {
  if (!isPossible(opened, act)) return [];
  const isForm = act === 'remindBody' || act === 'withdrawRequest' || act === 'cancelHearing';
  const path = `/${language}/cases/${opened.complaint.id}/${procedurePaths[act]}`;
  const common = { text: say(language, `desk.act.${act}`), about: thing.about, icon: procedureIcons[act], isForm };
  return isForm
    ? [{ ...common, href: path, fields: { form: randomUUID(), [thing.name]: thing.id } }]
    : [{ ...common, href: `${path}?${thing.name}=${thing.id}` }];
}

function isPossible({ acts }: OpenedCase, act: CaseAct): boolean {
  return acts.some((judged) => judged.act === act && judged.refusal === null);
}

/** The requests of the case: to whom, until when, what was asked and what came. */
export function caseRequests(language: Language, opened: OpenedCase) {
  return opened.complaint.requests.map((request) => requestModel(language, opened, request));
}

function requestModel(language: Language, opened: OpenedCase, request: BodyRequest) {
  const { id, sentAt, remindedAt, answeredAt, withdrawnAt, term } = request;
  const row = termOf(opened, term);
  const about = bodyInWords(language, opened, request);
  const thing = { name: 'request', id, about } as const;
  const isOpen = isOpenRequest(request);
  return {
    about,
    sent: dayTimeShort(language, sentAt),
    state: requestTag(language, request, row?.state === 'missed'),
    chip: row && withdrawnAt === null ? termChip(language, opened, row) : undefined,
    isOverdue: isOpen && row?.state === 'missed',
    reminded: remindedAt.map((at) => dayTimeShort(language, at)),
    registry: registryPart(language, opened, request),
    answered: answeredAt === null ? '' : dayTimeShort(language, answeredAt),
    papers: papersOf(language, opened, ['request', 'answer'], id),
    acts: isOpen
      ? (['recordAnswer', 'remindBody', 'withdrawRequest'] as const).flatMap((act) =>
          smallAct(language, opened, act, thing),
        )
      : [],
  };
}

/** Who was asked: the kind of body, and its name where it was given. */
function bodyInWords(language: Language, { around }: OpenedCase, request: BodyRequest): string {
  const { id } = request;
  const name = around.papers.find(({ kind, about }) => kind === 'request' && about === id)?.name ?? '';
  const body = capital(language, askedInWords(language, request));
  return name === '' ? body : `${body}: ${name}`;
}

function requestTag(language: Language, { answeredAt, withdrawnAt }: BodyRequest, isMissed: boolean): Tag {
  if (withdrawnAt !== null)
    return { kind: 'outline', icon: 'cross', text: say(language, 'case-page.request.withdrawn') };
  if (answeredAt !== null) return { kind: 'granted', icon: 'tick', text: say(language, 'case-page.request.answered') };
  return isMissed
    ? { kind: 'failed', icon: 'warn', text: say(language, 'case-page.request.overdue') }
    : { kind: 'progress', icon: 'hourglass', text: say(language, 'case-page.request.awaited') };
}

/** The hearings: when and where, who was asked to come and who came, and the minutes. */
export function caseHearings(language: Language, opened: OpenedCase) {
  return opened.complaint.hearings.map((hearing) => hearingModel(language, opened, hearing));
}

function hearingModel(language: Language, opened: OpenedCase, hearing: Hearing) {
  const { id, startsAt, invited, attended, heldAt } = hearing;
  const parties = (codes: Hearing['invited']) =>
    codes.map((code) => say(language, `complaints.party.${code}`)).join(', ');
  const when = dayTime(language, startsAt);
  const thing = { name: 'hearing', id, about: when } as const;
  return {
    when,
    datetime: startsAt,
    state: hearingTag(language, hearing),
    invited: parties(invited),
    attended: heldAt === null ? '' : parties(attended) || say(language, 'case-page.hearing.nobody'),
    papers: papersOf(language, opened, ['hearing', 'minutes'], id),
    acts: isOpenHearing(hearing)
      ? [
          ...(startsAt <= opened.now ? smallAct(language, opened, 'recordHearing', thing) : []),
          ...smallAct(language, opened, 'cancelHearing', thing),
        ]
      : [],
  };
}

function hearingTag(language: Language, { heldAt, cancelledAt }: Hearing): Tag {
  if (cancelledAt !== null)
    return { kind: 'outline', icon: 'cross', text: say(language, 'case-page.hearing.cancelled') };
  return heldAt === null
    ? { kind: 'progress', icon: 'calendar', text: say(language, 'case-page.hearing.appointed') }
    : { kind: 'granted', icon: 'tick', text: say(language, 'case-page.hearing.held') };
}

/** The last return for defects: what was asked, what came, and whether it came in time. */
export function caseDefects(language: Language, opened: OpenedCase) {
  const { defects, curedAt, notCuredAt, status } = opened.complaint;
  if (defects.length === 0) return undefined;
  const said =
    curedAt !== null
      ? say(language, 'case-page.defects.cured', { moment: dayTimeShort(language, curedAt) })
      : notCuredAt === null
        ? say(language, 'case-page.defects.awaited')
        : say(language, 'case-page.defects.not-cured', { moment: dayTimeShort(language, notCuredAt) });
  return {
    list: defects.map((code) => say(language, `complaints.defect.${code}`)),
    said: curedAt === null && notCuredAt === null && status !== 'returnedForDefects' ? '' : said,
    isMissing: notCuredAt !== null && curedAt === null,
    papers: papersOf(language, opened, ['defects', 'cure']),
  };
}

/** Who works on the case besides its holder. */
export function caseGroup(language: Language, { complaint, names }: OpenedCase) {
  const { rapporteur, group } = complaint;
  if (rapporteur === null) return undefined;
  const nameOf = (id: string): string => names.get(id) ?? say(language, 'desk.actor.staff');
  return { rapporteur: nameOf(rapporteur), members: group.map(nameOf) };
}
