import { hasMessage, say } from '../../wording/say.ts';
import type { Language } from '../../domain/language.ts';
import { brokenAnswers } from '../../integrations/tunduk/stub/fault-rule.ts';
import { serverModes } from '../../integrations/tunduk/stub/stub-context.ts';
import type { StubState } from '../../integrations/tunduk/stub/stub-state.ts';
import type { PlantedFault } from '../../integrations/tunduk/stub/choose-fault.ts';
import type { JournalEntry } from '../../integrations/tunduk/stub/journal.ts';
import { scenarioRanges } from '../../integrations/tunduk/contracts/people/scenario-of-pin.ts';
import { syntheticPin } from '../../integrations/tunduk/contracts/people/pin.ts';
import { sayIdentifier } from '../../integrations/tunduk/protocol/identifiers.ts';
import { markup } from '../stand-in-pages/markup.ts';
import type { Markup } from '../stand-in-pages/markup.ts';
import type { StandInPage } from '../stand-in-pages/page.ts';
import { codesToPlant, statusesToPlant } from './faults-to-plant.ts';

const shownCalls = 30;

/** The page of the stand-in: addresses, switches, the last calls with request and answer side by side, services, people. */
export function standInPage(
  language: Language,
  state: StubState,
  addresses: { http: string; https: string },
): StandInPage {
  const title = say(language, 'tunduk.title');
  return {
    language,
    title,
    path: '/',
    standsFor: say(language, 'tunduk.stands-for'),
    body: markup`<h1>${title}</h1>
<p class="lead">${say(language, 'tunduk.lead')}</p>
${addressList(language, state, addresses)}
${faultPart(language, state)}
${callPart(language, state)}
${servicePart(language, state)}
${peoplePart(language)}
<form method="post" action="/page/reset?lang=${language}"><p class="pages"><button type="submit">${say(language, 'tunduk.reset')}</button></p></form>`,
  };
}

function addressList(language: Language, state: StubState, { http, https }: { http: string; https: string }): Markup {
  const { configuration } = state.loaded();
  const options = serverModes.map(
    (mode) =>
      markup`<option value="${mode}"${state.mode() === mode ? markup` selected` : undefined}>${say(language, `tunduk.mode.${mode}`)}</option>`,
  );
  return markup`<h2>${say(language, 'tunduk.addresses')}</h2>
<dl class="facts">
<dt>${say(language, 'tunduk.http')}</dt><dd>${http}</dd>
<dt>${say(language, 'tunduk.https')}</dt><dd>${https}</dd>
<dt>${say(language, 'tunduk.instance')}</dt><dd>${configuration.instance}</dd>
<dt>${say(language, 'tunduk.dialect')}</dt><dd>${configuration.dialect === 'v7' ? 'Server.ServerProxy.AccessDenied' : 'server.serverproxy.access_denied'}</dd>
</dl>
<form method="post" action="/page/mode?lang=${language}" class="controls">
<p><label for="mode">${say(language, 'tunduk.mode')}</label><select id="mode" name="mode">${options}</select></p>
<p><button type="submit">${say(language, 'tunduk.switch')}</button></p>
</form>`;
}

function faultPart(language: Language, state: StubState): Markup {
  const nameOf = ({ rule }: PlantedFault) =>
    rule.kind === 'code' ? rule.code : rule.kind === 'status' ? `HTTP ${rule.status}` : rule.how;
  const lasting = state
    .configured()
    .map(
      (fault) =>
        markup`<li><span><strong>${nameOf(fault)}</strong><span class="meta">${fault.contract}; ${say(language, 'tunduk.struck', { count: fault.struck })}</span></span><span class="meta">${say(language, 'tunduk.from-configuration')}</span></li>`,
    );
  const rows = state.planted().map(
    ({ id, contract, rule, struck }) =>
      markup`<li><span><strong id="fault-${id}">${nameOf({ rule, struck })}</strong><span class="meta">${contract === '*' ? say(language, 'tunduk.every-service') : contract}; ${say(
        language,
        'tunduk.struck',
        {
          count: struck,
        },
      )}</span></span><form method="post" action="/page/take-back?lang=${language}"><button type="submit" name="id" value="${id}" id="take-${id}" aria-labelledby="take-${id} fault-${id}">${say(
        language,
        'tunduk.take-back',
      )}</button></form></li>`,
  );
  const contracts = [...state.loaded().services.values()].map(({ contract }) => contract);
  const services = contracts.map(({ id, title }) => markup`<option value="${id}">${title[language]} (${id})</option>`);
  const group = (name: 'code' | 'status' | 'broken', values: readonly (string | number)[]) =>
    markup`<optgroup label="${say(language, `tunduk.group.${name}`)}">${values.map((value) => markup`<option value="${name}:${value}">${value}</option>`)}</optgroup>`;
  return markup`<h2>${say(language, 'tunduk.faults')}</h2>
${rows.length + lasting.length === 0 ? markup`<p class="empty">${say(language, 'tunduk.no-faults')}</p>` : markup`<ul class="rows">${rows}${lasting}</ul>`}
<form method="post" action="/page/plant?lang=${language}" class="controls">
<p><label for="contract">${say(language, 'tunduk.fault-at')}</label><select id="contract" name="contract"><option value="*">${say(language, 'tunduk.every-service')}</option>${services}</select></p>
<p><label for="fault">${say(language, 'tunduk.fault-kind')}</label><select id="fault" name="fault">${[group('code', codesToPlant), group('status', statusesToPlant), group('broken', brokenAnswers)]}</select></p>
<p><label for="count">${say(language, 'tunduk.fault-count')}</label><input id="count" name="count" inputmode="numeric" pattern="[0-9]{0,6}" autocomplete="off"></p>
<p><button type="submit">${say(language, 'tunduk.plant')}</button></p>
</form>`;
}

function callPart(language: Language, state: StubState): Markup {
  const calls = state.journal.list().slice(0, shownCalls);
  const list = calls.map((entry) => callItem(language, entry));
  return markup`<h2>${say(language, 'tunduk.calls')}</h2>
<p class="meta">${say(language, 'tunduk.calls-lead')}</p>
${calls.length === 0 ? markup`<p class="empty">${say(language, 'tunduk.no-calls')}</p>` : markup`<ol class="calls">${list}</ol>`}`;
}

function callItem(language: Language, entry: JournalEntry): Markup {
  const { outcome, milliseconds } = entry;
  const fact = (name: string, value: string) => (value === '' ? undefined : markup`<dt>${name}</dt><dd>${value}</dd>`);
  const told = entry.scenario ?? '';
  const story = told !== '' && hasMessage(`tunduk.story.${told}`) ? say(language, `tunduk.story.${told}`) : told;
  const facts = [
    fact(say(language, 'tunduk.fault-words'), entry.message),
    fact(say(language, 'tunduk.client'), entry.client),
    fact(say(language, 'tunduk.case'), entry.issue),
    fact(say(language, 'tunduk.user'), entry.userId),
    fact('X-Road-Id', entry.id),
    fact(say(language, 'tunduk.scenario'), story),
  ].filter((one) => one !== undefined);
  return markup`<li value="${entry.number}"><details><summary><strong>${entry.service === '' ? entry.asked : entry.service}</strong> <span class="meta">${say(
    language,
    'tunduk.call-line',
    { outcome, milliseconds },
  )}</span></summary>
<dl class="facts">${facts}</dl>
<div class="side"><section><h3>${say(language, 'tunduk.request')}</h3>${fields(language, entry.request)}</section>
<section><h3>${say(language, 'tunduk.answer')}</h3>${fields(language, entry.answer)}</section></div>
${entry.curl === undefined ? undefined : markup`<h3>${say(language, 'tunduk.curl')}</h3><pre class="code" tabindex="0">${entry.curl}</pre>`}
</details></li>`;
}

function fields(language: Language, values: JournalEntry['request']): Markup {
  return values === undefined
    ? markup`<p class="meta">${say(language, 'tunduk.none')}</p>`
    : markup`<pre class="code" tabindex="0">${JSON.stringify(values, undefined, 2)}</pre>`;
}

function servicePart(language: Language, state: StubState): Markup {
  const rows = [...state.loaded().services.values()].map(
    ({ id, contract, settings }) =>
      markup`<li><span><strong>${contract.title[language]}</strong><span class="meta">${sayIdentifier(id)}</span><span class="meta">${
        contract.owner[language]
      }</span></span><span class="meta"><span class="mark">${say(language, `tunduk.status.${contract.status}`)}</span>${settings.mode}, ${contract.protocol.toUpperCase()}</span></li>`,
  );
  return markup`<h2>${say(language, 'tunduk.services')}</h2>
<ul class="rows">${rows}</ul>`;
}

function peoplePart(language: Language): Markup {
  const rows = scenarioRanges.map(
    ({ from, to, scenario }) => markup`<dt>${from} – ${to}</dt><dd>${say(language, `tunduk.story.${scenario}`)}</dd>`,
  );
  return markup`<h2>${say(language, 'tunduk.people')}</h2>
<p class="meta">${say(language, 'tunduk.people-lead', { pin: syntheticPin('female', 1980, 101) })}</p>
<dl class="facts"><dt>${say(language, 'tunduk.others-alive')}</dt><dd>${say(language, 'tunduk.story.alive')}</dd>${rows}</dl>`;
}
