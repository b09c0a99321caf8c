import { complaintKinds, respondentKinds } from '../../../domain/complaints/complaint.ts';
import { say } from '../../../wording/say.ts';
import type { StepFacts, StepForm } from './step-form.ts';

const controls = [
  'kind',
  'respondentKind',
  'respondentCommission',
  'respondent',
  'statement',
  'demand',
  'witnesses',
] as const;

/** What happened, against whom, what is asked for, and who saw it. */
export const whatForm: StepForm = {
  step: 'what',
  controls,
  typedFrom: (filing) => Object.fromEntries(controls.map((control) => [control, filing[control]])),
  change: (typed) => ({ ...typed }),
  doubts: () => [],
  model: (typed, facts, errorOf) => {
    const { language } = facts;
    const word = (key: string): string => say(language, `filing.field.${key}`);
    const field = (name: string) => ({ name, label: word(name), value: typed[name] ?? '', ...errorOf(name) });
    const options = (list: string, values: readonly string[]) =>
      values.map((value) => ({ value, text: say(language, `complaints.${list}.${value}`) }));
    return {
      kind: { ...field('kind'), options: options('kind', complaintKinds) },
      respondentKind: { ...field('respondentKind'), options: options('respondentKind', respondentKinds) },
      respondentCommission: { ...field('respondentCommission'), options: commissionOptions(facts) },
      respondent: { ...field('respondent'), isOptional: true },
      statement: { ...field('statement'), hint: word('statement-hint'), rows: 10 },
      demand: { ...field('demand'), hint: word('demand-hint'), rows: 4 },
      witnesses: { ...field('witnesses'), hint: word('witnesses-hint'), rows: 3, isOptional: true },
    };
  },
};

/** Kinds of commission that can be named without being on the list. */
const namedByKind = ['precinct', 'territorial', 'district'] as const;

/** The commissions of the election, and the kinds of those that are not among them. */
export function commissionOptions({ language, preview }: Pick<StepFacts, 'language' | 'preview'>) {
  return [
    { value: '', text: say(language, 'filing.field.respondentCommission-none') },
    ...preview.commissions.map(({ key, name }) => ({ value: key, text: name[language] })),
    ...namedByKind.map((kind) => ({ value: kind, text: say(language, `filing.respondentCommission.${kind}`) })),
  ];
}
