import { say } from '../../../wording/say.ts';
import { competenceModel, termModel } from './law-model.ts';
import type { StepForm } from './step-form.ts';

/** Which commission considers the complaint, and until when it can be filed. The person may choose another commission. */
export const commissionForm: StepForm = {
  step: 'commission',
  controls: ['commission'],
  typedFrom: ({ commission }) => ({ commission }),
  change: (typed) => ({ ...typed }),
  doubts: () => [],
  model: (typed, { language, preview }, errorOf) => {
    const { proposed, commissions } = preview;
    const others = commissions.filter(({ key }) => key !== proposed.key);
    const chosen = typed['commission'] === proposed.key ? '' : (typed['commission'] ?? '');
    return {
      term: termModel(language, preview),
      competence: competenceModel(language, preview),
      commission: {
        name: 'commission',
        label: say(language, 'filing.field.commission'),
        hint: say(language, 'filing.field.commission-hint'),
        value: chosen,
        options: [
          { value: '', text: say(language, 'competence.proposed', { commission: proposed.name[language] }) },
          ...others.map(({ key, name }) => ({ value: key, text: name[language] })),
        ],
        ...errorOf('commission'),
      },
    };
  },
};
