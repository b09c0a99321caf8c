import { complainantKinds } from '../../../domain/complaints/complaint.ts';
import { isEmail } from '../../../domain/complaints/filing.ts';
import { say } from '../../../wording/say.ts';
import type { StepForm } from './step-form.ts';

const controls = ['complainantKind', 'name', 'email', 'phone', 'address'] as const;

/** Who complains. An anonymous complaint is received, and the person is told what that means. */
export const whoForm: StepForm = {
  step: 'who',
  controls,
  typedFrom: (filing) => Object.fromEntries(controls.map((control) => [control, filing[control]])),
  change: (typed) => ({ ...typed, email: (typed['email'] ?? '').trim() }),
  doubts: ({ email = '' }, { language }) =>
    email.trim() === '' || isEmail(email.trim())
      ? []
      : [{ field: 'email', target: 'email', text: say(language, 'filing.error.email') }],
  model: (typed, { language }, errorOf) => {
    const word = (key: string): string => say(language, `filing.field.${key}`);
    const field = (name: string) => ({ name, label: word(name), value: typed[name] ?? '', ...errorOf(name) });
    return {
      complainantKind: {
        ...field('complainantKind'),
        options: complainantKinds.map((value) => ({
          value,
          text: say(language, `complaints.complainantKind.${value}`),
        })),
      },
      name: { ...field('name'), hint: word('name-hint'), autocomplete: 'name' },
      email: { ...field('email'), hint: word('email-hint'), type: 'email', autocomplete: 'email' },
      phone: { ...field('phone'), type: 'tel', autocomplete: 'tel', width: '20' },
      address: { ...field('address'), autocomplete: 'address-line1' },
    };
  },
};
