import type { Language } from '../../domain/language.ts';
import { say } from '../../wording/say.ts';
import { markup } from '../stand-in-pages/markup.ts';
import type { Markup } from '../stand-in-pages/markup.ts';
import type { StandInPage } from '../stand-in-pages/page.ts';
import type { StandInPerson } from './read-people.ts';

const commissions = ['cec', 'tec-sokuluk', 'pec-1086', undefined] as const;

/** The list of people, each with a button; `path` is where the choice is sent. */
export function choicePage(
  language: Language,
  people: readonly StandInPerson[],
  path: string,
  clientOrigins: readonly string[],
): StandInPage {
  const groups = commissions.map((commission) => {
    const rows = people
      .filter((person) => person.commission === commission)
      .map((person) => personRow(language, person));
    return markup`<h2>${say(language, `sign-in.commission.${commission ?? 'none'}`)}</h2>
<ul class="rows">
${rows}</ul>
`;
  });
  return {
    ...frame(language, say(language, 'sign-in.title'), path),
    formTargets: clientOrigins,
    body: markup`<h1>${say(language, 'sign-in.title')}</h1>
<p class="lead">${say(language, 'sign-in.lead')}</p>
<form method="post" action="${path}">
${groups}
<p class="pages"><button type="submit" name="cancel" value="yes">${say(language, 'sign-in.cancel')}</button></p>
</form>`,
  };
}

/** Asks whether to sign out; `form` comes from the OpenID Connect library. */
export function leavePage(language: Language, form: string, clientOrigins: readonly string[]): StandInPage {
  return {
    ...frame(language, say(language, 'sign-in.leave-title'), '/session/end'),
    formTargets: clientOrigins,
    body: markup`<h1>${say(language, 'sign-in.leave-title')}</h1>
${{ html: form }}
<p><button type="submit" form="op.logoutForm" name="logout" value="yes">${say(language, 'sign-in.leave')}</button></p>`,
  };
}

/** Says that the person has signed out. */
export function leftPage(language: Language): StandInPage {
  const title = say(language, 'sign-in.left');
  return { ...frame(language, title, '/session/end/success'), body: markup`<h1>${title}</h1>` };
}

/** Says that signing in did not work, with the code of the standard. */
export function failurePage(language: Language, code: string): StandInPage {
  const title = say(language, 'sign-in.failed');
  return {
    ...frame(language, title, '/'),
    body: markup`<h1>${title}</h1>
<p class="lead">${say(language, 'sign-in.failed-lead', { code })}</p>`,
  };
}

function personRow(language: Language, person: StandInPerson): Markup {
  const name = language === 'en' ? person.nameLatin : person.name;
  return markup`<li><span><strong id="person-${person.sub}">${name}</strong><span class="meta">${say(
    language,
    `people.role.${person.role}`,
  )}</span></span><button type="submit" name="sub" value="${person.sub}" id="choose-${person.sub}" aria-labelledby="choose-${
    person.sub
  } person-${person.sub}">${say(language, 'sign-in.choose')}</button></li>
`;
}

function frame(language: Language, title: string, path: string): Omit<StandInPage, 'body'> {
  return { language, title, path, standsFor: say(language, 'sign-in.stands-for') };
}
