import { complaintKinds, respondentKinds } from '../../../domain/complaints/complaint.ts';
import { say } from '../../../wording/say.ts';
import type { StepForm } from './step-form.ts';

const controls = ['kind', 'respondentKind', 'respondent', 'statement', 'demand'] as const;

/** What happened, against whom, and what is asked for. */
export const whatForm: StepForm = {
  step: 'what',
  controls,
  typedFrom: (filing) => Object.fromEntries(controls.map((control) => [control, filing[control]])),
  change: (typed) => ({ ...typed }),
  doubts: () => [],
  model: (typed, { language }, errorOf) => {
    const word = (key: string): string => say(language, `filing.field.${key}`);
    const field = (name: string) => ({ name, label: word(name), value: typed[name] ?? '', ...errorOf(name) });
    const options = (list: string, values: readonly string[]) =>
      values.map((value) => ({ value, text: say(language, `complaints.${list}.${value}`) }));
    return {
      kind: { ...field('kind'), options: options('kind', complaintKinds) },
      respondentKind: { ...field('respondentKind'), options: options('respondentKind', respondentKinds) },
      respondent: { ...field('respondent'), isOptional: true },
      statement: { ...field('statement'), hint: word('statement-hint'), rows: 10 },
      demand: { ...field('demand'), hint: word('demand-hint'), rows: 4 },
    };
  },
};
