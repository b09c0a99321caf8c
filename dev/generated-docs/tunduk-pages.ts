import { LANGUAGES } from '../../domain/language.ts';
import { consumerRules } from '../../integrations/tunduk/conformance/consumer-rules.ts';
import { providerRules } from '../../integrations/tunduk/conformance/provider-rules.ts';
import { contracts } from '../../integrations/tunduk/contracts/registry-services.ts';
import { faultTable, unknownFault } from '../../integrations/tunduk/errors/fault-table.ts';
import { spell } from '../../integrations/tunduk/stub/dialect.ts';
import { messageText } from './message-text.ts';
import { code, page, table } from './markdown.ts';

/** The faults of X-Road: category, whether delivered, and what reads and writes may do. */
export function tundukFaultsPage(): string {
  const rows = faultTable.map((row) => [
    `${code(row.code)}${row.isPrefix === true ? ' and below' : ''}${row.message === undefined ? '' : ` with ${code(row.message.source)}`}`,
    row.category,
    row.delivered,
    row.retryRead,
    row.retryWrite,
    row.origin,
    row.alarm,
  ]);
  const { category, delivered, retryRead, retryWrite, origin, alarm } = unknownFault;
  const spelling = spell('Server.ServerProxy.ServiceFailed.MissingHeader', 'v8');
  return page(
    'Faults of X-Road',
    'From `integrations/tunduk/errors/fault-table.ts`. A code is written without its spelling: ' +
      `\`Server.ServerProxy.ServiceFailed.MissingHeader\` and \`${spelling}\` are both ` +
      '`server/serverproxy/servicefailed/missingheader`. The row with the longest matching part counts.',
    [
      table(
        ['code', 'category', 'delivered', 'reads', 'writes', 'whose', 'whom it calls'],
        [...rows, ['anything else', category, delivered, retryRead, retryWrite, `${origin}, or by its prefix`, alarm]],
      ),
    ],
  );
}

/** The rules of the conformance kit with their sentences and cures. */
export function tundukRulesPage(): string {
  const byHand = { number: 'P24', section: 'reference §6.8', protocols: ['soap', 'rest'] };
  const rows = [...providerRules, byHand, ...consumerRules].map(({ number, section, protocols }) => [
    number,
    ...LANGUAGES.map((language) => messageText(`tunduk-conformance.rule.${number}`, language)),
    ...LANGUAGES.map((language) => messageText(`tunduk-conformance.cure.${number}`, language)),
    section,
    protocols.join(', '),
  ]);
  const head = [
    'rule',
    ...['Кыргызча', 'Русский', 'English'].flatMap((name) => [name]),
    'Эмне кылуу керек',
    'Что делать',
    'What to do',
    'section',
    'protocols',
  ];
  return page(
    'Rules of the conformance kit',
    'P are rules for the system of a registry, C for a program that asks: `integrations/tunduk/conformance/`.',
    [table(head, rows)],
  );
}

/** Every contract: how sure we are of it, and what of it nobody outside has seen. */
export function tundukContractsPage(): string {
  const rows = contracts.map(({ id, title, status, owner, source, date, gaps, legalGround, effect, protocol }) => [
    code(id),
    ...LANGUAGES.map((language) => title[language]),
    status === 'draft' ? '**draft**' : status,
    owner.en,
    `${source} (${date})`,
    gaps.join(', '),
    `${legalGround.text} (${legalGround.certainty})`,
    `${protocol}, ${effect}`,
  ]);
  return page(
    'Contracts with registries',
    'From `integrations/tunduk/contracts/`. `seen`: in public code of integrators, not confirmed by the owner. **draft**: ours, no such service is known. None is confirmed.',
    [
      table(
        [
          'contract',
          'Кыргызча',
          'Русский',
          'English',
          'status',
          'owner',
          'source',
          'ours until shown',
          'legal ground',
          'kind',
        ],
        rows,
      ),
    ],
  );
}
