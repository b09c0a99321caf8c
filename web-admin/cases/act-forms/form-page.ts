import { randomUUID } from 'node:crypto';
import { refusalStatuses } from '../../../domain/refusals.ts';
import type { Refusal, RefusalCode } from '../../../domain/refusals.ts';
import { deskFormClient, listDeskFormDocuments } from '../../../operations/documents/desk-form-documents.ts';
import { documentLimit } from '../../../operations/documents/stage-document.ts';
import type { OpenedCase } from '../../../operations/complaints/open-case.ts';
import { bytes } from '../../../wording/figures.ts';
import { articleLabel } from '../../../wording/law-references.ts';
import { sayRefusal } from '../../../wording/refusals.ts';
import { hasMessage, say } from '../../../wording/say.ts';
import { refusedForm } from '../../form-id.ts';
import { typed } from '../../read-form.ts';
import { refused } from '../../visit.ts';
import type { Answer, StaffVisit } from '../../visit.ts';
import { caseHistory } from '../case-history.ts';
import { caseCrumbs } from '../case-page.ts';
import { openForAct } from '../open-for-act.ts';
import type { ActForm, FormFact, FormPage } from './act-form.ts';
import { isFormId } from '../../form-files.ts';
import type { FieldFault } from '../../form-files.ts';

/** What is said when a form comes back: a refusal, faults of fields, or what the act would do. */
export type FormSaid = {
  refusal?: Refusal['refusal'];
  faults?: readonly FieldFault[];
  isPreviewed?: boolean;
};

/**
 * The page of an act's form, with everything that was typed and every file that arrived; only for who may do the act
 * (`openForAct`).
 */
export async function formPage(visit: StaffVisit, form: ActForm, said: FormSaid = {}): Promise<Answer> {
  const { language } = visit;
  const outcome = await openForAct(visit, form.act);
  if (!outcome.ok) return refused(outcome);
  const opened = outcome.value;
  const page = pageOf(visit, opened);
  const preview = said.isPreviewed === true ? await form.preview?.(page) : undefined;
  const refusal = preview?.ok === false ? preview.refusal : said.refusal;
  const faults = [...(said.faults ?? []), ...faultsOf(page, form, refusal)];
  const isOfField = faults.length > (said.faults?.length ?? 0);
  // What the first form did is among what changed since: the form that comes back is good for a new try.
  const isTold = refusal?.code === 'STALE_VERSION' || refusal?.code === 'FORM_ALREADY_USED';
  const title = say(language, `desk.act.${form.act}`);
  return {
    kind: 'page',
    view: 'cases/act-form.njk',
    title,
    crumbs: caseCrumbs(visit, opened.complaint, title),
    ...(faults.length === 0 ? {} : { hasErrors: true, status: Math.max(...faults.map(({ status }) => status)) }),
    ...(isOfField ? {} : refusedForm(visit, refusal, `/${language}/cases/${opened.complaint.id}`)),
    model: {
      ...(await formModel(page, form, faults)),
      ...ageOf(page, isTold),
      preview: preview?.ok === true ? preview.value : [],
      changedSince: isTold ? changedSince(page) : [],
    },
  };
}

async function formModel(page: FormPage, form: ActForm, faults: readonly FieldFault[]) {
  const { visit, language, opened } = page;
  const { complaint, acts, pack } = opened;
  const back = `/${language}/cases/${complaint.id}`;
  const judged = acts.find(({ act }) => act === form.act);
  const formId = isFormId(page.value('form')) ? page.value('form') : randomUUID();
  return {
    number: complaint.number,
    lead: say(language, `case-forms.lead.${form.act}`),
    norm: judged?.article && { text: articleLabel(language, pack, judged.article) },
    action: `${back}/${form.path}`,
    back,
    formId,
    looked: lookedAt(visit),
    facts: form.facts?.(page) ?? [],
    fields: form.fields(page).map((field) => withFault(field, faults)),
    files: form.hasFiles === true ? await filesModel(visit, formId, faults) : undefined,
    errors: faults.map(({ field, text }) => ({
      text,
      href: `#${field === 'on' || field === 'lastDay' ? `${field}-day` : field}`,
    })),
    submit: say(language, `desk.act.${form.act}`),
    look: form.preview === undefined ? undefined : say(language, 'case-forms.look'),
    isDangerous: form.isDangerous === true,
  };
}

/** A page that came back is as old as it was, until it has said what changed since. */
function ageOf({ opened, isFresh, value }: FormPage, isTold: boolean): { version: string; seen: string } {
  const isNew = isFresh || isTold;
  return {
    version: isNew ? String(opened.version) : value('version'),
    seen: isNew ? String(opened.events.length) : value('seen'),
  };
}

const carried = new Set(['_csrf', 'next', 'looked', 'seen', 'version', 'form', 'remove']);

/** What was typed, as one text: an act that is looked at first is done only with the words that were looked at. */
export function lookedAt({ form }: StaffVisit): string {
  const typedIn = Object.entries(form).filter(([name]) => !carried.has(name));
  return JSON.stringify(typedIn.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

function withFault<Field extends { name: string }>(
  field: Field,
  faults: readonly FieldFault[],
): Field & { error?: string } {
  const found = faults.find((fault) => fault.field === field.name);
  return found === undefined ? field : { ...field, error: found.text };
}

async function filesModel({ context, actor, language }: StaffVisit, formId: string, faults: readonly FieldFault[]) {
  const found = faults.filter((fault) => fault.field === 'files');
  return {
    field: {
      name: 'files',
      label: say(language, 'case-forms.field.files'),
      hint: say(language, 'case-forms.hint.files', { size: bytes(language, documentLimit) }),
      isMultiple: true,
      ...(found.length === 0 ? {} : { error: found.map(({ text }) => text).join(' ') }),
    },
    waiting: await listDeskFormDocuments(context, deskFormClient(actor, formId)),
  };
}

function pageOf(visit: StaffVisit, opened: OpenedCase): FormPage {
  const isFresh = visit.request.method === 'GET';
  return {
    visit,
    language: visit.language,
    opened,
    isFresh,
    value: (name) => typed(visit, name),
    values: (name) => valuesOf(visit, name),
  };
}

/** The chosen values of a group, one or several. */
export function valuesOf({ form }: StaffVisit, name: string): string[] {
  const value = form[name];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== '' ? [value] : [];
}

const usual: Partial<Record<RefusalCode, string>> = {
  PAPER_EMPTY: 'text',
  PAPER_TOO_LONG: 'text',
  GROUND_REQUIRED: 'ground',
  DOCUMENT_UNKNOWN: 'files',
};

/** A refusal as the fault of a field that the form has; none where it is about the case. */
function faultsOf({ language, visit }: FormPage, form: ActForm, refusal: Refusal['refusal'] | undefined): FieldFault[] {
  if (refusal === undefined) return [];
  const { code, details } = refusal;
  const named = code === 'INPUT_INVALID' ? String(details['field'] ?? '') : undefined;
  const field = named ?? form.fieldOf?.[code] ?? usual[code];
  if (field === undefined || field === '' || visit.request.method === 'GET') return [];
  const own = `case-forms.invalid.${field}`;
  const text = code === 'INPUT_INVALID' && hasMessage(own) ? say(language, own) : sayRefusal(language, refusal);
  return [{ field, text, status: refusalStatuses[code] }];
}

/** What has happened to the case since the page was opened, as sentences. */
function changedSince({ language, opened, value }: FormPage): FormFact[] {
  const seen = Number(value('seen'));
  const events = opened.events.slice(0, Math.max(0, opened.events.length - (Number.isInteger(seen) ? seen : 0)));
  return caseHistory(language, { ...opened, events }).map(({ when, sentence }) => ({ key: when, value: sentence }));
}
