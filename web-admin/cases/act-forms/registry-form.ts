import { askRegistry } from '../../../operations/registries/ask-registry.ts';
import { dayTimeShort } from '../../../wording/dates.ts';
import { registryGroundInWords, registryGroundName } from '../../../wording/law-values.ts';
import { certaintyMark } from '../../../wording/certainty.ts';
import { say } from '../../../wording/say.ts';
import type { ActForm, FormFact, FormPage } from './act-form.ts';
import { capital } from './capital.ts';
import { field, ruleFact } from './form-fields.ts';

/** Asking a registry about the complainant: which one, on which ground in law, and how sure that ground is. */
export const registryForm: ActForm = {
  act: 'askRegistry',
  path: 'ask-registry',
  facts: (page) => [...groundFacts(page), ruleFact(page, 'answer-check', 'agency_answer_check'), ...outageFacts(page)],
  fields: (page) => [
    field(page, 'one', 'registry', {
      options: page.opened.registries.map(({ registry, readsPerPersonAndDay: n }) => ({
        value: registry,
        text: nameOf(page, registry),
        hint: say(page.language, 'case-forms.hint.registry-reads', { n }),
      })),
    }),
  ],
  send: ({ visit: { context, actor }, request, value }) =>
    askRegistry(context, actor, { ...request, registry: value('registry') }),
  fieldOf: {
    REGISTRY_ALREADY_ASKED: 'registry',
    REGISTRY_GROUND_NOT_SET: 'registry',
    REGISTRY_READS_SPENT: 'registry',
  },
};

function nameOf({ language }: FormPage, registry: string): string {
  return capital(language, say(language, `complaints.registry.${registry}`));
}

function groundFacts(page: FormPage): FormFact[] {
  const { language, opened } = page;
  return opened.registries.map(({ registry, ground }) => {
    const { isConfirmed, explanation } = certaintyMark(language, ground ?? { certainty: 'UN' });
    return {
      key: registryGroundName(language, registry),
      value: ground === null ? say(language, 'law-pack.ground-not-set') : registryGroundInWords(language, ground),
      mark: { confirmed: isConfirmed, text: explanation },
    };
  });
}

function outageFacts({ language, opened }: FormPage): FormFact[] {
  return opened.registries.flatMap(({ registry, outSince }) =>
    outSince === null
      ? []
      : [
          {
            key: say(language, 'case-forms.fact.registry-out', {
              registry: say(language, `complaints.registry.${registry}`),
            }),
            value: say(language, 'case-forms.registry-out-since', { moment: dayTimeShort(language, outSince) }),
          },
        ],
  );
}
