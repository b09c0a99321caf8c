import type { Language } from '../../../domain/language.ts';
import { say } from '../../../wording/say.ts';

/** The steps of the form in their order; each has its own address. */
export const steps = ['who', 'what', 'where', 'commission', 'files', 'check'] as const;
export type Step = (typeof steps)[number];

/** Where a step is, below the language. */
export function stepPath(step: Step | 'receipt' | 'start' | 'save' | 'resume'): string {
  return step === 'start' ? '/complaints/new' : `/complaints/new/${step}`;
}

/** The step after this one. */
export function nextStep(step: Exclude<Step, 'check'>): Step {
  return steps[steps.indexOf(step) + 1] ?? 'check';
}

/** The step before this one; before the first there is the page that starts. */
export function stepBefore(step: Step): Step | 'start' {
  return steps[steps.indexOf(step) - 1] ?? 'start';
}

/** Progress bar and list of steps beside a step. */
export function stepModel(language: Language, step: Step) {
  const position = steps.indexOf(step) + 1;
  return {
    progress: {
      sentence: say(language, 'filing.progress', { position, total: steps.length }),
      total: steps.length,
      position,
    },
    places: steps.map((each, index) => ({
      text: say(language, `filing.step.${each}`),
      state: index + 1 < position ? 'done' : index + 1 === position ? 'now' : 'ahead',
    })),
  };
}
