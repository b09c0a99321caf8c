import { complainantKinds, proceedingsLanguages, representedKinds } from '../../../domain/complaints/complaint.ts';
import { isEmail } from '../../../domain/complaints/filing.ts';
import type { Language } from '../../../domain/language.ts';
import { say } from '../../../wording/say.ts';
import type { Doubt, StepForm, Typed } from './step-form.ts';

const controls = [
  'complainantKind',
  'representedKind',
  'representedName',
  'name',
  'email',
  'phone',
  'address',
  'proceedings',
] as const;

/** Who complains, and for whom. An anonymous complaint is received, and the person is told what that means. */
export const whoForm: StepForm = {
  step: 'who',
  controls,
  typedFrom: (filing) => Object.fromEntries(controls.map((control) => [control, filing[control]])),
  change: (typed) => ({ ...typed, email: (typed['email'] ?? '').trim() }),
  doubts: (typed, { language }) => [...representedDoubt(typed, language), ...emailDoubt(typed, language)],
  model: (typed, { language, identity }, errorOf) => {
    const word = (key: string): string => say(language, `filing.field.${key}`);
    const field = (name: string) => ({ name, label: word(name), value: typed[name] ?? '', ...errorOf(name) });
    const kinds = (values: readonly string[]) =>
      values.map((value) => ({ value, text: say(language, `complaints.complainantKind.${value}`) }));
    return {
      complainantKind: { ...field('complainantKind'), options: kinds(complainantKinds) },
      representedKind: {
        ...field('representedKind'),
        options: [{ value: '', text: word('representedKind-none') }, ...kinds(representedKinds)],
      },
      representedName: field('representedName'),
      identity: identity === null ? null : { name: identity.name, hasPin: identity.pin !== null },
      name: { ...field('name'), hint: word('name-hint'), autocomplete: 'name' },
      email: { ...field('email'), hint: word('email-hint'), type: 'email', autocomplete: 'email' },
      phone: { ...field('phone'), type: 'tel', autocomplete: 'tel', width: '20' },
      address: { ...field('address'), autocomplete: 'address-line1' },
      proceedings: {
        ...field('proceedings'),
        hint: word('proceedings-hint'),
        options: [...proceedingsLanguages, ''].map((value) => ({
          value,
          text: say(language, `filing.proceedings.${value === '' ? 'any' : value}`),
        })),
      },
    };
  },
};

function emailDoubt({ email = '' }: Typed, language: Language): Doubt[] {
  const isFine = email.trim() === '' || isEmail(email.trim());
  return isFine ? [] : [{ field: 'email', target: 'email', text: say(language, 'filing.error.email') }];
}

function representedDoubt(typed: Typed, language: Language): Doubt[] {
  if (typed['complainantKind'] !== 'representative') return [];
  const missing = (['representedKind', 'representedName'] as const).find((name) => (typed[name] ?? '').trim() === '');
  return missing === undefined
    ? []
    : [{ field: missing, target: missing, text: say(language, 'filing.error.represented') }];
}
