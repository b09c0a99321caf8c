import { z } from 'zod';
import type { Refusal } from '../../domain/refusals.ts';
import { placeOnAgenda } from '../../operations/decisions/place-on-agenda.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { dayTimeShort } from '../../wording/dates.ts';
import { say } from '../../wording/say.ts';
import { readForm, typed } from '../read-form.ts';
import { sittingStatusInWords } from '../sittings/sitting-status.ts';
import { actDone, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { caseCrumbs } from './case-page.ts';
import { openForAct } from './open-for-act.ts';

const formSchema = z.strictObject({ sitting: z.uuid() });

/** Chooses the sitting that will vote on the draft. */
export async function placeOnAgendaPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language } = visit;
  const outcome = await openForAct(visit, 'placeOnAgenda');
  if (!outcome.ok) return refused(outcome);
  const { complaint, openSittings, decision, now } = outcome.value;
  const title = say(language, 'desk.act.placeOnAgenda');
  const options = openSittings.map((sitting) => ({
    value: sitting.id,
    text: `${sitting.number} · ${dayTimeShort(language, sitting.startsAt)}`,
    hint: `${sittingStatusInWords(language, sitting, now)} · ${say(language, 'sittings.items', { n: sitting.items.length })}`,
  }));
  return {
    kind: 'page',
    view: 'cases/place-on-agenda.njk',
    title,
    crumbs: caseCrumbs(visit, complaint, title),
    model: {
      action: `/${language}/cases/${complaint.id}/place-on-agenda`,
      back: `/${language}/cases/${complaint.id}`,
      plan: `/${language}/sittings`,
      draft: decision?.text && {
        title: decision.text.body.title,
        language: decision.text.language,
        version: decision.text.version,
      },
      sitting: {
        name: 'sitting',
        label: say(language, 'desk.agenda.sitting'),
        value: typed(visit, 'sitting') || options[0]?.value,
        options,
      },
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Puts the draft on the agenda of the chosen sitting. */
export async function placeOnAgendaAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params } = visit;
  const complaintId = params['id'] ?? '';
  const form = readForm(visit, formSchema);
  if (!form.ok) return placeOnAgendaPage(visit, form.refusal);
  const outcome = await placeOnAgenda(context, actor, { complaintId, sittingId: form.value.sitting });
  const action = 'complaint.placeComplaintOnAgenda';
  if (
    outcome.ok ||
    (await wasJustDone(context, actor, { recordId: complaintId, action, code: outcome.refusal.code }))
  ) {
    return actDone(visit, complaintId);
  }
  return placeOnAgendaPage(visit, outcome.refusal);
}
