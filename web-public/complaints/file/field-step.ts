import type { Request, RequestHandler, Response } from 'express';
import { dayOf } from '../../../domain/law/counting/calendar.ts';
import type { Instant } from '../../../domain/time/instant.ts';
import { saveDraft } from '../../../operations/complaints/draft.ts';
import { previewFiling, termOfFiling } from '../../../operations/complaints/preview-filing.ts';
import { say } from '../../../wording/say.ts';
import { languageOf } from '../../../web-kit/language.ts';
import { pagePath } from '../../page-kit.ts';
import type { PageKit } from '../../page-kit.ts';
import type { DraftCookie } from './draft-cookie.ts';
import { draftForTyping, draftOfRequest, isOwnForm } from './draft-of-request.ts';
import type { OpenDraft } from './draft-of-request.ts';
import type { Doubt, StepFacts, StepForm, Typed } from './step-form.ts';
import { stepAfter, stepFrame } from './step-frame.ts';
import { stepPath } from './steps.ts';

/**
 * The two handlers of a step of fields. Typing is kept in the draft, also when it is doubted or the person goes back. A
 * form that outlived its draft is kept in a new one; one of another draft comes back as it was typed, and so does one
 * that comes after the filing: it can be the beginning of another complaint.
 */
export function fieldStep(
  kit: PageKit,
  cookie: DraftCookie,
  form: StepForm,
): { show: RequestHandler; take: RequestHandler } {
  return {
    show: async (request, response) => {
      const draft = await draftOfRequest(kit, cookie, request, response);
      if (!draft) return;
      await render(kit, form, request, response, { draft, typed: form.typedFrom(draft.filing), doubts: [] });
    },
    take: async (request, response) => {
      const language = languageOf(response);
      const typed = typedIn(form, request.body);
      const draft = await draftForTyping(kit, cookie, request, response, buttonOf(request.body) === 'another');
      if (!draft) return;
      if (!draft.isNew && !isOwnForm(request.body, draft)) {
        const doubts = [doubtOf(form, say(language, 'filing.error.other-draft'))];
        return render(kit, form, request, response, { draft, typed, doubts });
      }
      if (draft.recordId !== null) {
        const doubts = [doubtOf(form, say(language, 'filing.error.filed'))];
        return render(kit, form, request, response, { draft, typed, doubts });
      }
      const change = { ...form.change(typed), language };
      const saved = await saveDraft(kit.contextOf(response), draft.token, change as Parameters<typeof saveDraft>[2]);
      const shown = saved.ok ? { ...draft, ...saved.value } : draft;
      const facts = await factsOf(kit, response, shown);
      const found = saved.ok ? form.doubts(typed, facts) : faultOf(form, saved.refusal.details['field'], facts);
      const doubts = draft.isNew ? [doubtOf(form, say(language, 'filing.error.new-draft')), ...found] : found;
      cookie.write(response, draft.token);
      const pressed = buttonOf(request.body);
      const isLeaving = pressed === 'back' || pressed === 'save';
      const isAccepted =
        saved.ok && (doubts.length === 0 || (isLeaving && !draft.isNew) || isAcceptedAsIs(request.body));
      if (!isAccepted)
        return render(kit, form, request, response, { draft: shown, typed, doubts, canAccept: saved.ok });
      response.redirect(303, pagePath(language, stepPath(stepAfter(form.step, pressed))));
    },
  };
}

type Shown = { draft: OpenDraft; typed: Typed; doubts: readonly Doubt[]; canAccept?: boolean };

async function render(
  kit: PageKit,
  form: StepForm,
  request: Request,
  response: Response,
  { draft, typed, doubts, canAccept = false }: Shown,
): Promise<void> {
  const facts = await factsOf(kit, response, draft);
  const { language } = facts;
  const errorOf = (field: string): { error?: string } => {
    const found = doubts.find((doubt) => doubt.field === field);
    return found ? { error: found.text } : {};
  };
  const hasErrors = doubts.length > 0;
  kit.show(
    request,
    response,
    `complaints/file/${form.step}.njk`,
    { title: say(language, `filing.${form.step}.heading`), section: 'file', hasErrors },
    {
      ...stepFrame(kit, response, draft, form.step),
      errors: doubts.map(({ target, text }) => ({ text, href: `#${target}` })),
      canAccept,
      receipt: draft.recordId === null ? null : pagePath(language, stepPath('receipt')),
      ...form.model(typed, facts, errorOf),
    },
    hasErrors ? 422 : 200,
  );
}

async function factsOf(kit: PageKit, response: Response, draft: OpenDraft): Promise<StepFacts> {
  const context = kit.contextOf(response);
  const language = languageOf(response);
  return {
    language,
    today: dayOf(response.locals['now'] as Instant),
    term: await termOfFiling(context),
    preview: await previewFiling(context, draft.filing, []),
    identity: draft.identity,
  };
}

function typedIn(form: StepForm, body: unknown): Typed {
  const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return Object.fromEntries(
    form.controls.flatMap((control) => {
      const value = given[control];
      return typeof value === 'string' ? [[control, value]] : [];
    }),
  );
}

function isAcceptedAsIs(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'accept' in body && body.accept === '1';
}

function buttonOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'next' in body && typeof body.next === 'string' ? body.next : '';
}

/** A doubt about the whole form, led to its first control. */
function doubtOf(form: StepForm, text: string): Doubt {
  const target = form.controls[0] ?? '';
  return { field: '', target, text };
}

function faultOf(form: StepForm, field: unknown, { language }: StepFacts): Doubt[] {
  const name = typeof field === 'string' && field !== '' ? field : (form.controls[0] ?? '');
  const target = name === 'learnedOn' ? 'learned-day' : name;
  return [{ field: name === 'learnedOn' ? 'learned' : name, target, text: say(language, 'filing.error.long') }];
}
