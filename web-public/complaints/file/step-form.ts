import type { Filing } from '../../../domain/complaints/filing.ts';
import type { Language } from '../../../domain/language.ts';
import type { CalendarDay } from '../../../domain/time/calendar-day.ts';
import type { ConfirmedIdentity } from '../../../operations/complaints/draft.ts';
import type { FilingPreview, FilingTerm } from '../../../operations/complaints/preview-filing.ts';

/** What was typed into a step, by the name of the control. */
export type Typed = Readonly<Record<string, string>>;

/** A doubt about a field: shown, kept, and never in the way of a filing. `target` is the control it leads to. */
export type Doubt = { readonly field: string; readonly target: string; readonly text: string };

/** What a step looks at besides the draft. */
export type StepFacts = {
  language: Language;
  today: CalendarDay;
  /** The term to file, and until when it runs for whom. */
  term: FilingTerm;
  /** The draft with the eyes of the law. */
  preview: FilingPreview;
  identity: ConfirmedIdentity | null;
};

/** A step of the form that is plain fields. */
export type StepForm = {
  step: 'who' | 'what' | 'where' | 'commission';
  /** Names of the controls; anything else in a body is left aside. */
  controls: readonly string[];
  /** The controls as the draft fills them. */
  typedFrom: (filing: Filing) => Typed;
  /** What goes into the draft. */
  change: (typed: Typed) => Partial<Record<keyof Filing, string>>;
  doubts: (typed: Typed, facts: StepFacts) => Doubt[];
  /** What the template shows besides the frame of a step. */
  model: (typed: Typed, facts: StepFacts, errorOf: (field: string) => { error?: string }) => object;
};
