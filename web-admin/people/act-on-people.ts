import { z } from 'zod';
import { staffReads } from '../../domain/access/reading.ts';
import { refuse } from '../../domain/refusals.ts';
import type { Outcome } from '../../domain/refusals.ts';
import type { OperationContext } from '../../operations/context.ts';
import type { PersonActor } from '../../operations/people/read-workplace.ts';
import { mayActOn } from '../../operations/records/read-access.ts';
import { wasJustDone } from '../../operations/records/was-just-done.ts';
import { readForm } from '../read-form.ts';
import { redirect } from '../visit.ts';
import type { Answer, StaffVisit } from '../visit.ts';
import { peoplePage } from './people-page.ts';

type ActById = (context: OperationContext, actor: PersonActor, id: string) => Promise<Outcome<unknown>>;

/**
 * The handler of a button of the page of people: acts on the record in the address; a second click is the first one's.
 * What is of a commission that somebody has nothing to do with does not exist for them.
 */
export function actOnPeople(action: string, act: ActById): (visit: StaffVisit) => Promise<Answer> {
  return async (visit) => {
    const { language, context, actor, params } = visit;
    const recordId = params['id'] ?? '';
    const form = readForm(visit, z.strictObject({}));
    const done = form.ok ? await act(context, actor, recordId) : form;
    const isNotTheirs = !done.ok && !(await mayActOn(context, actor, { rule: staffReads, recordId }));
    const outcome = isNotTheirs ? refuse('NOT_FOUND') : done;
    const isDone = outcome.ok || (await wasJustDone(context, actor, { recordId, action, code: outcome.refusal.code }));
    return isDone || outcome.ok ? redirect(`/${language}/people`) : peoplePage(visit, outcome.refusal);
  };
}
