import { z } from 'zod';
import type { Language } from '../../domain/language.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { sittingActDefinitions as definitions } from '../../domain/sittings/sitting-acts.ts';
import { voteChoices } from '../../domain/sittings/sitting.ts';
import { HttpProblem } from '../../web-kit/http-problem.ts';
import { attachDissent } from '../../operations/sittings/attach-dissent.ts';
import { castVote } from '../../operations/sittings/cast-vote.ts';
import { closeVote } from '../../operations/sittings/close-vote.ts';
import { openVote } from '../../operations/sittings/open-vote.ts';
import { readSitting } from '../../operations/sittings/read-sitting.ts';
import type { ReadItem, ReadSitting, SittingAnswers } from '../../operations/sittings/read-sitting.ts';
import { recusalGrounds, recuseMember } from '../../operations/sittings/recuse-member.ts';
import { decisionView } from '../../web-kit/decisions/decision-view.ts';
import { removeAgendaItem } from '../../operations/sittings/remove-agenda-item.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { say } from '../../wording/say.ts';
import { paragraphs, readForm, typed } from '../read-form.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { itemChip } from './item-chip.ts';
import { afterSittingAct, locked, sittingCrumbs } from './sitting-page.ts';
import { dissentForm, dissentsOf } from './dissent-model.ts';
import { voteModel } from './vote-model.ts';

/** One item of the agenda: the seats, the votes by name, my own vote, and the result as a sum. */
export async function itemPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const outcome = await readSitting(context, actor, { sittingId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const read = outcome.value;
  const place = read.items.findIndex(({ item }) => item.itemId === params['item']);
  const found = read.items[place];
  if (!found) throw new HttpProblem(404);
  const here = say(language, 'sittings.item-of', { n: place + 1, of: read.items.length });
  return {
    kind: 'page',
    view: 'sittings/item.njk',
    title: found.text?.body.title ?? here,
    crumbs: sittingCrumbs(language, read, here),
    model: itemModel(visit, read, found, place),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** The view model of an agenda item. */
export type ItemModel = ReturnType<typeof itemModel>;

function itemModel(visit: StaffVisit, read: ReadSitting, found: ReadItem, place: number) {
  const { language, actor } = visit;
  const { item, about, text } = found;
  const path = `/${language}/sittings/${read.sitting.id}/items/${item.itemId}`;
  const answers = read.answersFor(item.itemId);
  const mine = item.votes[actor.personId]?.choice;
  return {
    complaints: about.map((row) => ({ text: row.complaintNumber, href: `/${language}/cases/${row.complaintId}` })),
    state: say(language, `sittings.item.${item.state}`),
    chip: itemChip(language, read, found),
    neighbours: neighboursOf(language, read, place),
    ...voteModel(language, read, found),
    isAhead: read.sitting.status === 'planned',
    isHidden: isHiddenFrom(actor.personId, found),
    mine: mine === undefined ? '' : say(language, `sittings.choice.${mine}`),
    vote: answers.castVote === null && {
      action: `${path}/cast-vote`,
      choices: choicesOf(read).map((value) => ({
        value,
        text: say(language, `sittings.choice.${value}`),
        icon: { for: 'plus', against: 'minus', abstain: 'pause' }[value],
        isChosen: value === mine,
      })),
    },
    recusal: answers.recuseMember === null && {
      action: `${path}/recuse-member`,
      ground: {
        name: 'ground',
        label: say(language, 'sittings.recusal.ground'),
        value: typed(visit, 'ground'),
        options: recusalGrounds.map((value) => ({ value, text: say(language, `sittings.recusal.${value}`) })),
      },
    },
    dissents: dissentsOf(language, read, found),
    dissent: answers.attachDissent === null && dissentForm(visit, path, found),
    acts: chairActs(language, path, read, found, answers),
    text: text && decisionView(text.body),
    textHash: item.textHash,
    version: text?.version,
  };
}

/** A recused member does not see how the others vote; what the vote ended with is known to everybody. */
export function isHiddenFrom(personId: string, { item }: ReadItem): boolean {
  return personId in item.recusals && (item.state === 'pending' || item.state === 'voting');
}

/** Abstaining is a choice only where the pack permits it. */
function choicesOf({ pack, commission }: ReadSitting) {
  const { permitted } = pack.bodies[commission.kind].abstention;
  return voteChoices.filter((choice) => choice !== 'abstain' || permitted);
}

function chairActs(
  language: Language,
  path: string,
  read: ReadSitting,
  { item, about }: ReadItem,
  answers: SittingAnswers,
) {
  const act = (name: 'openVote' | 'closeVote', address: string) =>
    answers[name] === null
      ? [
          {
            text: say(language, `sittings.${name}`),
            href: `${path}/${address}`,
            isForm: true,
            isPrimary: true,
            icon: name === 'openVote' ? 'people' : 'lock',
            consequence: say(language, `sittings.consequence.${name}`),
          },
        ]
      : [];
  const remove =
    answers.removeAgendaItem === null
      ? [
          {
            text: say(language, 'sittings.removeAgendaItem'),
            href: `${path}/remove-agenda-item`,
            isForm: true,
            isPrimary: false,
            icon: 'back',
            consequence: say(language, 'sittings.consequence.removeAgendaItem'),
          },
        ]
      : [];
  const isAdopted = item.state === 'adopted';
  const decision = {
    text: say(language, 'sittings.to-decision'),
    href: `/${language}/decisions/${item.decisionId}`,
    isForm: false,
    isPrimary: isAdopted && about.some(({ decisionStatus }) => decisionStatus === 'adopted'),
    icon: 'pencil',
    consequence: '',
  };
  return {
    can: [...act('openVote', 'open-vote'), ...act('closeVote', 'close-vote'), ...remove, decision],
    cannot: [
      ...locked(language, say(language, 'sittings.openVote'), answers.openVote, definitions.openVote.access),
      ...locked(language, say(language, 'desk.act.castVote'), answers.castVote, definitions.castVote.access),
      ...locked(language, say(language, 'sittings.recusal.act'), answers.recuseMember, definitions.recuseMember.access),
      ...locked(language, say(language, 'sittings.closeVote'), answers.closeVote, definitions.closeVote.access),
      ...locked(
        language,
        say(language, 'sittings.removeAgendaItem'),
        answers.removeAgendaItem,
        definitions.removeAgendaItem.access,
      ),
      ...locked(
        language,
        say(language, 'sittings.dissent.act'),
        answers.attachDissent,
        definitions.attachDissent.access,
      ),
    ],
  };
}

function neighboursOf(language: Language, { items, sitting }: ReadSitting, place: number) {
  return [place - 1, place + 1].flatMap((at) => {
    const found = items[at];
    return found === undefined || at < 0
      ? []
      : [
          {
            text: say(language, 'sittings.item-n', { n: at + 1 }),
            href: `/${language}/sittings/${sitting.id}/items/${found.item.itemId}`,
            isNext: at > place,
          },
        ];
  });
}

const nothing = z.strictObject({});

export async function openVoteAct(visit: StaffVisit): Promise<Answer> {
  const { id: sittingId = '', item: itemId = '' } = visit.params;
  const form = readForm(visit, nothing);
  const outcome = form.ok ? await openVote(visit.context, visit.actor, { sittingId, itemId }) : form;
  return afterSittingAct(visit, outcome, 'openVote', itemPage);
}

export async function closeVoteAct(visit: StaffVisit): Promise<Answer> {
  const { id: sittingId = '', item: itemId = '' } = visit.params;
  const form = readForm(visit, nothing);
  const outcome = form.ok ? await closeVote(visit.context, visit.actor, { sittingId, itemId }) : form;
  return afterSittingAct(visit, outcome, 'closeVote', itemPage);
}

/** Takes the item off the agenda; it is no longer there, so the way back is the sitting. */
export async function removeAgendaItemAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params, language } = visit;
  const { id: sittingId = '', item: itemId = '' } = params;
  const form = readForm(visit, nothing);
  const outcome = form.ok ? await removeAgendaItem(context, actor, { sittingId, itemId }) : form;
  const isDone =
    outcome.ok ||
    (await wasJustDone(context, actor, {
      recordId: sittingId,
      action: 'sitting.removeAgendaItem',
      code: outcome.refusal.code,
    }));
  return isDone || outcome.ok ? redirect(`/${language}/sittings/${sittingId}`) : itemPage(visit, outcome.refusal);
}

/** Casts my vote; it can be changed until the chair closes. */
export async function castVoteAct(visit: StaffVisit): Promise<Answer> {
  const { id: sittingId = '', item: itemId = '' } = visit.params;
  const form = readForm(visit, z.strictObject({ choice: z.enum(voteChoices) }));
  const outcome = form.ok
    ? await castVote(visit.context, visit.actor, { sittingId, itemId, choice: form.value.choice })
    : form;
  return afterSittingAct(visit, outcome, 'castVote', itemPage);
}

/** Recuses me from the item, with a ground of the list. */
export async function recuseMemberAct(visit: StaffVisit): Promise<Answer> {
  const { id: sittingId = '', item: itemId = '' } = visit.params;
  const form = readForm(visit, z.strictObject({ ground: z.string().max(40).default('') }));
  const outcome = form.ok
    ? await recuseMember(visit.context, visit.actor, { sittingId, itemId, ground: form.value.ground })
    : form;
  return afterSittingAct(visit, outcome, 'recuseMember', itemPage);
}

const dissentFields = z.strictObject({ language: z.enum(['ky', 'ru', 'en']), dissent: z.string().max(400_000) });

/** Attaches my dissenting opinion; a new text replaces the one before, the same text twice is one. */
export async function attachDissentAct(visit: StaffVisit): Promise<Answer> {
  const { id: sittingId = '', item: itemId = '' } = visit.params;
  const form = readForm(visit, dissentFields);
  if (!form.ok) return itemPage(visit, form.refusal);
  const text = { language: form.value.language, paragraphs: paragraphs(form.value.dissent) };
  const outcome = await attachDissent(visit.context, visit.actor, { sittingId, itemId, text });
  return afterSittingAct(visit, outcome, 'attachDissent', itemPage);
}
