import { isLanguage, LANGUAGES } from '../../domain/language.ts';
import type { Language } from '../../domain/language.ts';
import type { ReadItem, ReadSitting } from '../../operations/sittings/read-sitting.ts';
import { say } from '../../wording/say.ts';
import { typed } from '../read-form.ts';
import type { StaffVisit } from '../visit.ts';

/** The dissenting opinions of an item with who wrote each. */
export function dissentsOf(language: Language, { members }: ReadSitting, { dissents }: ReadItem) {
  return dissents.map(({ member, body, hash }) => {
    const found = members.find(({ personId }) => personId === member);
    return {
      name: found?.name ?? '',
      role: found === undefined ? '' : say(language, `people.role.${found.role}`),
      language: body.language,
      paragraphs: body.paragraphs.map((text) => [{ text }]),
      hash,
    };
  });
}

/** The form for my own dissenting opinion: what was typed after a refusal, else what I attached before. */
export function dissentForm(visit: StaffVisit, path: string, { dissents }: ReadItem) {
  const { language, actor, form } = visit;
  const mine = dissents.find(({ member }) => member === actor.personId)?.body;
  const isTyped = typeof form['dissent'] === 'string';
  const wished = typed(visit, 'language');
  return {
    action: `${path}/attach-dissent`,
    isOpen: isTyped,
    summary: say(language, mine === undefined ? 'sittings.dissent.act' : 'sittings.dissent.change'),
    language: {
      name: 'language',
      label: say(language, 'decisions.field.language'),
      value: isLanguage(wished) ? wished : (mine?.language ?? language),
      options: LANGUAGES.map((one) => ({ value: one, text: say(language, `desk.language.${one}`) })),
    },
    text: {
      name: 'dissent',
      rows: 10,
      label: say(language, 'sittings.dissent.text'),
      hint: say(language, 'sittings.dissent.hint'),
      value: isTyped ? typed(visit, 'dissent') : (mine?.paragraphs.join('\n\n') ?? ''),
    },
  };
}
