import { complaintDefects, forwardTargets, unexaminedGrounds } from '../../../domain/complaints/complaint.ts';
import type { ComplaintDefect, FilingWarning } from '../../../domain/complaints/complaint.ts';
import { assignComplaint } from '../../../operations/complaints/assign-complaint.ts';
import { formWorkingGroup } from '../../../operations/complaints/form-working-group.ts';
import { forwardComplaint } from '../../../operations/complaints/forward-complaint.ts';
import { leaveComplaintUnexamined } from '../../../operations/complaints/leave-complaint-unexamined.ts';
import { returnForDefects } from '../../../operations/complaints/return-for-defects.ts';
import { refuse } from '../../../domain/refusals.ts';
import { certaintyMark } from '../../../wording/certainty.ts';
import { say } from '../../../wording/say.ts';
import { commissionName } from '../../desk-frame.ts';
import { awayInWords } from '../../people/away-words.ts';
import type { ActForm, FormFact, FormPage } from './act-form.ts';
import { choices, field, ruleFact, words } from './form-fields.ts';

/** A warning of the filing that names a defect; the list starts with these marked. */
const defectOf: Partial<Record<FilingWarning, ComplaintDefect>> = {
  nameMissing: 'name',
  contactMissing: 'contact',
  emailInvalid: 'contact',
  statementMissing: 'subject',
  demandMissing: 'demand',
  placeMissing: 'placeAndTime',
  whenLearnedMissing: 'placeAndTime',
};

const assign: ActForm = {
  act: 'assignComplaint',
  path: 'assign-complaint',
  fields: (page) => {
    const { around, complaint, away } = page.opened;
    const options = around.lawyers.map(({ personId: value, name: text }) => {
      const absence = away.find(({ personId }) => personId === value);
      const holds = value === complaint.holder ? [say(page.language, 'case-forms.holds-it')] : [];
      const hints = [...holds, ...(absence ? [awayInWords(page.language, absence.until, absence.deputies)] : [])];
      return { value, text, ...(hints.length === 0 ? {} : { hint: hints.join('; ') }) };
    });
    return [field(page, 'one', 'holder', { options })];
  },
  send: ({ visit: { context, actor }, request, value }) =>
    assignComplaint(context, actor, { ...request, holder: value('holder') }),
  fieldOf: { NOT_A_LAWYER: 'holder' },
};

const returning: ActForm = {
  act: 'returnForDefects',
  path: 'return-for-defects',
  facts: (page) => [ruleFact(page, 'cure', 'complaint_cure'), suspensionFact(page)],
  fields: (page) => {
    const { language, opened, isFresh } = page;
    const known = opened.complaint.warnings.flatMap((warning) => defectOf[warning] ?? []);
    return [
      field(page, 'several', 'defects', {
        options: choices(language, complaintDefects, (code) => say(language, `complaints.defect.${code}`)),
        ...(isFresh ? { values: known } : {}),
      }),
      words(page, 'returnForDefects', { hint: say(language, 'case-forms.hint.complainant-reads') }),
    ];
  },
  send: ({ visit: { context, actor }, request, value, values }) =>
    returnForDefects(context, actor, { ...request, defects: values('defects'), text: value('text') }),
  fieldOf: { DEFECTS_REQUIRED: 'defects' },
};

/** Whether the term to decide stands still meanwhile: a value of the pack. */
function suspensionFact({ language, opened: { pack } }: FormPage): FormFact {
  const { value, certainty } = pack.complaints.cureSuspendsDecision;
  const { isConfirmed: confirmed, label: text } = certaintyMark(language, { certainty });
  return {
    key: say(language, 'case-forms.fact.decision-term'),
    value: say(language, value ? 'case-forms.stands-still' : 'case-forms.runs-on'),
    mark: { confirmed, text },
  };
}

const forward: ActForm = {
  act: 'forwardComplaint',
  path: 'forward-complaint',
  isDangerous: true,
  fields: (page) => {
    const { language, opened } = page;
    const others = opened.around.commissions.filter(({ id }) => id !== opened.commission.id);
    const none = { value: '', text: say(language, 'case-forms.no-commission') };
    return [
      field(page, 'one', 'to', {
        options: choices(language, forwardTargets, (code) => say(language, `complaints.forwardTarget.${code}`)),
      }),
      field(page, 'list', 'commission', {
        hint: say(language, 'case-forms.hint.commission'),
        options: [none, ...others.map((row) => ({ value: row.key, text: commissionName(language, row) }))],
      }),
      field(page, 'line', 'name', { hint: say(language, 'case-forms.hint.body-name'), isOptional: true }),
      words(page, 'forwardComplaint', { hint: say(language, 'case-forms.hint.complainant-reads') }),
    ];
  },
  send: ({ visit: { context, actor }, request, value }) =>
    value('to') === ''
      ? Promise.resolve(refuse('INPUT_INVALID', { field: 'to' }))
      : forwardComplaint(context, actor, {
          ...request,
          to: value('to'),
          ...(value('commission') === '' ? {} : { commissionKey: value('commission') }),
          name: value('name'),
          text: value('text'),
        }),
};

const leaving: ActForm = {
  act: 'leaveComplaintUnexamined',
  path: 'leave-complaint-unexamined',
  isDangerous: true,
  fields: (page) => [
    field(page, 'one', 'ground', {
      options: choices(page.language, unexaminedGrounds, (code) => say(page.language, `complaints.ground.${code}`)),
    }),
  ],
  send: ({ visit: { context, actor }, request, value }) =>
    leaveComplaintUnexamined(context, actor, { ...request, ground: value('ground') }),
};

const group: ActForm = {
  act: 'formWorkingGroup',
  path: 'form-working-group',
  fields: (page) => {
    const { language, opened, isFresh } = page;
    const { around, complaint } = opened;
    const people = [...around.members, ...around.lawyers];
    const options = people.map(({ personId: value, name: text }) => ({ value, text }));
    return [
      field(page, 'list', 'rapporteur', {
        hint: say(language, 'case-forms.hint.rapporteur'),
        options: [{ value: '', text: say(language, 'case-forms.choose-person') }, ...options],
        ...(isFresh ? { value: complaint.rapporteur ?? '' } : {}),
      }),
      field(page, 'several', 'members', {
        isOptional: true,
        options,
        ...(isFresh ? { values: [...complaint.group] } : {}),
      }),
    ];
  },
  send: ({ visit: { context, actor }, request, value, values }) =>
    value('rapporteur') === ''
      ? Promise.resolve(refuse('INPUT_INVALID', { field: 'rapporteur' }))
      : formWorkingGroup(context, actor, { ...request, rapporteur: value('rapporteur'), members: values('members') }),
  fieldOf: { NOT_A_MEMBER: 'rapporteur' },
};

/** Who works on the case, and whether it is for this commission at all. */
export const examiningForms: readonly ActForm[] = [assign, returning, forward, leaving, group];
