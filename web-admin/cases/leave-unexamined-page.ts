import { z } from 'zod';
import { unexaminedGrounds } from '../../domain/complaints/complaint.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { leaveComplaintUnexamined } from '../../operations/complaints/leave-complaint-unexamined.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { say } from '../../wording/say.ts';
import { readForm, typed } from '../read-form.ts';
import { actDone, refused } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { caseCrumbs } from './case-page.ts';
import { openForAct } from './open-for-act.ts';
import { versionField } from './simple-acts.ts';

const formSchema = z.strictObject({ version: versionField, ground: z.string().max(40).default('') });

/** Asks for the ground; nothing is closed without one. */
export async function leaveUnexaminedPage(visit: StaffVisit, refusal?: Refusal['refusal']): Promise<Answer> {
  const { language } = visit;
  const outcome = await openForAct(visit, 'leaveComplaintUnexamined');
  if (!outcome.ok) return refused(outcome);
  const { complaint, version } = outcome.value;
  const title = say(language, 'desk.act.leaveComplaintUnexamined');
  return {
    kind: 'page',
    view: 'cases/leave-unexamined.njk',
    title,
    crumbs: caseCrumbs(visit, complaint, title),
    model: {
      number: complaint.number,
      version: typed(visit, 'version') || String(version),
      action: `/${language}/cases/${complaint.id}/leave-complaint-unexamined`,
      back: `/${language}/cases/${complaint.id}`,
      ground: {
        name: 'ground',
        label: say(language, 'desk.ground.label'),
        value: typed(visit, 'ground'),
        options: unexaminedGrounds.map((value) => ({ value, text: say(language, `complaints.ground.${value}`) })),
        ...(refusal?.code === 'GROUND_REQUIRED' ? { error: say(language, 'refusals.GROUND_REQUIRED') } : {}),
      },
    },
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Leaves the complaint unexamined on the ground given. */
export async function leaveUnexaminedAct(visit: StaffVisit): Promise<Answer> {
  const { context, actor, params } = visit;
  const complaintId = params['id'] ?? '';
  const form = readForm(visit, formSchema);
  if (!form.ok) return leaveUnexaminedPage(visit, form.refusal);
  const { ground, version } = form.value;
  const outcome = await leaveComplaintUnexamined(context, actor, { complaintId, ground, expectedVersion: version });
  const action = 'complaint.leaveComplaintUnexamined';
  if (
    outcome.ok ||
    (await wasJustDone(context, actor, { recordId: complaintId, action, code: outcome.refusal.code }))
  ) {
    return actDone(visit, complaintId);
  }
  return leaveUnexaminedPage(visit, outcome.refusal);
}
