import { z } from 'zod';
import type { AccessRule } from '../../domain/access/can.ts';
import type { Language } from '../../domain/language.ts';
import { sittingActDefinitions as acts } from '../../domain/sittings/sitting-acts.ts';
import type { Outcome, Refusal } from '../../domain/refusals.ts';
import { closeSitting } from '../../operations/sittings/close-sitting.ts';
import { openSitting } from '../../operations/sittings/open-sitting.ts';
import { readSitting } from '../../operations/sittings/read-sitting.ts';
import type { ReadItem, ReadSitting } from '../../operations/sittings/read-sitting.ts';
import { recordAttendance } from '../../operations/sittings/record-attendance.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import type { Link } from '../../web-kit/frame.ts';
import { dayTime, dayTimeShort } from '../../wording/dates.ts';
import { sayRefusal } from '../../wording/refusals.ts';
import { say } from '../../wording/say.ts';
import { commissionName, rolesInWords } from '../desk-frame.ts';
import { readForm } from '../read-form.ts';
import { redirect, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { itemChip } from './item-chip.ts';
import { sittingStatusInWords } from './sitting-status.ts';

/** A sitting: who is there, what is on the agenda, what can be done now. */
export async function sittingPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language, params, context, actor } = visit;
  const outcome = await readSitting(context, actor, { sittingId: params['id'] ?? '' });
  if (!outcome.ok) return refused(outcome);
  const read = outcome.value;
  return {
    kind: 'page',
    view: 'sittings/sitting.njk',
    title: say(language, 'sittings.title', { moment: dayTime(language, read.sitting.startsAt) }),
    crumbs: sittingCrumbs(language, read),
    model: sittingModel(visit, read),
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** The way from the list of sittings to one, and on to an item. */
export function sittingCrumbs(language: Language, { sitting }: ReadSitting, here?: string): Link[] {
  const list = { text: say(language, 'desk.nav.sittings'), href: `/${language}/sittings` };
  const own = {
    text: `${sitting.number}, ${dayTimeShort(language, sitting.startsAt)}`,
    href: `/${language}/sittings/${sitting.id}`,
  };
  return here === undefined
    ? [list, { ...own, current: true }]
    : [list, own, { text: here, href: '#main', current: true }];
}

/** The view model of a sitting. */
export type SittingModel = ReturnType<typeof sittingModel>;

function sittingModel({ language, actor }: StaffVisit, read: ReadSitting) {
  const { sitting, members, items, commission } = read;
  const path = `/${language}/sittings/${sitting.id}`;
  const answers = read.answersFor(undefined);
  const isAhead = sitting.status === 'planned';
  const attend = isAhead ? 'openSitting' : 'recordAttendance';
  const lockedAttendance = answers[attend];
  const present = members.filter(({ isPresent }) => isPresent).length;
  return {
    number: sitting.number,
    commission: commissionName(language, commission),
    status: sittingStatusInWords(language, sitting, read.now),
    attendance: {
      isAhead,
      summary: isAhead
        ? say(language, 'sittings.attendance-ahead')
        : say(language, 'sittings.present', { n: present, of: members.length }),
      rows: members.map(({ name, role, isPresent }) => ({
        name,
        role: say(language, `people.role.${role}`),
        isPresent,
      })),
      form: lockedAttendance === null && {
        action: `${path}/${attend === 'openSitting' ? 'open-sitting' : 'record-attendance'}`,
        submit: say(language, `sittings.${attend}`),
        field: {
          name: 'present',
          label: say(language, 'sittings.who'),
          values: members.filter(({ isPresent }) => isPresent).map(({ personId }) => personId),
          options: members.map(({ personId, name, role }) => ({
            value: personId,
            text: `${name}, ${say(language, `people.role.${role}`)}`,
          })),
        },
      },
    },
    minutes: sitting.status === 'closed' && `${path}/minutes`,
    notVoted: notVotedLines(language, read, actor.personId),
    items: items.map((item, place) => itemRow(language, read, item, place)),
    acts: {
      can:
        answers.closeSitting === null
          ? [
              {
                text: say(language, 'sittings.closeSitting'),
                href: `${path}/close-sitting`,
                isForm: true,
                isPrimary: false,
                icon: 'lock',
                consequence: say(language, 'sittings.close-consequence'),
              },
            ]
          : [],
      cannot: [
        ...locked(language, say(language, `sittings.${attend}`), lockedAttendance, acts[attend].access),
        ...locked(language, say(language, 'sittings.closeSitting'), answers.closeSitting, acts.closeSitting.access),
      ],
    },
  };
}

/** Who of those present and not recused has not voted yet, a line for each open vote. */
function notVotedLines(language: Language, { items, members }: ReadSitting, me: string): string[] {
  return items.flatMap(({ item }, place) => {
    if (item.state !== 'voting' || me in item.recusals) return [];
    const waiting = members.filter(
      ({ personId, isPresent }) => isPresent && !(personId in item.votes) && !(personId in item.recusals),
    );
    const names = waiting.map(({ name }) => name).join(', ');
    return waiting.length === 0 ? [] : [say(language, 'sittings.not-voted', { n: place + 1, names })];
  });
}

/** A refused act for the panel: what, and why not now. */
export function locked(
  language: Language,
  text: string,
  refusal: Refusal['refusal'] | null,
  access: AccessRule,
): object[] {
  if (refusal === null) return [];
  const isForOthers = refusal.code === 'NOT_ALLOWED';
  const roles = rolesInWords(language, access.own ?? []);
  return [{ text, reason: isForOthers ? say(language, 'desk.who-may', { roles }) : sayRefusal(language, refusal) }];
}

function itemRow(language: Language, read: ReadSitting, found: ReadItem, place: number) {
  const { item, about, text } = found;
  return {
    place: place + 1,
    title: text?.body.title ?? '',
    language: text?.language ?? language,
    href: `/${language}/sittings/${read.sitting.id}/items/${item.itemId}`,
    complaints: about.map((row) => ({ text: row.complaintNumber, href: `/${language}/cases/${row.complaintId}` })),
    state: say(language, `sittings.item.${item.state}`),
    chip: itemChip(language, read, found),
  };
}

const attendance = z.strictObject({
  present: z
    .union([z.uuid(), z.array(z.uuid()).max(100)])
    .default([])
    .transform((value) => (typeof value === 'string' ? [value] : value)),
});

export const openSittingAct = attendanceAct('openSitting', openSitting);
export const recordAttendanceAct = attendanceAct('recordAttendance', recordAttendance);

function attendanceAct(name: string, act: typeof openSitting): (visit: StaffVisit) => Promise<Answer> {
  return async (visit) => {
    const form = readForm(visit, attendance);
    const sittingId = visit.params['id'] ?? '';
    const outcome = form.ok ? await act(visit.context, visit.actor, { sittingId, present: form.value.present }) : form;
    return afterSittingAct(visit, outcome, name, sittingPage);
  };
}

/** Ends the sitting; open votes stand in its way. */
export async function closeSittingAct(visit: StaffVisit): Promise<Answer> {
  const form = readForm(visit, z.strictObject({}));
  const sittingId = visit.params['id'] ?? '';
  const outcome = form.ok ? await closeSitting(visit.context, visit.actor, { sittingId }) : form;
  return afterSittingAct(visit, outcome, 'closeSitting', sittingPage);
}

/** Back to the page after an act, or the page with the refusal; the same act done just before is no refusal. */
export async function afterSittingAct(
  visit: StaffVisit,
  outcome: Outcome<unknown>,
  act: string,
  page: (visit: StaffVisit, refusal?: Refusal['refusal']) => Promise<Answer>,
): Promise<Answer> {
  const { context, actor, params, language } = visit;
  const { id: recordId = '', item } = params;
  const back = `/${language}/sittings/${recordId}${item === undefined ? '' : `/items/${item}`}`;
  if (outcome.ok) return redirect(back);
  const isDouble = await wasJustDone(context, actor, {
    recordId,
    action: `sitting.${act}`,
    code: outcome.refusal.code,
  });
  return isDouble ? redirect(back) : page(visit, outcome.refusal);
}
