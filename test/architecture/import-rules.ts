import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import type { ICruiseOptions, ICruiseResult } from 'dependency-cruiser';

/** A rule that was broken, and where. */
export type Violation = { rule: string; where: string };

type Rules = { forbidden: object[]; options: object };

const rooms = `domain wording prints persistence integrations operations workflows activities
  api web-kit web-public web-admin processes dev bench test`.split(/\s+/);
const forbiddenFolders = new Set(['utils', 'helpers', 'common', 'shared', 'lib', 'misc']);

/**
 * Looks at every import of the tree under `root` and tells what breaks the rules of docs/architecture.md, with the number of modules
 * seen: a run that saw none proves nothing.
 */
export async function checkImports(root: string): Promise<{ modules: number; violations: Violation[] }> {
  const config = (await import(new URL('../../.dependency-cruiser.mjs', import.meta.url).href)) as {
    default: Rules;
    neverReachedFromWorkflows: RegExp;
  };
  const present = rooms.filter((room) => existsSync(join(root, room)));
  const options = {
    ...config.default.options,
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: config.default.forbidden },
  };
  const { output } = await cruise(present, options as ICruiseOptions);
  if (typeof output === 'string') throw new Error('dependency-cruiser answered in words');
  const broken = output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, where: `${from} → ${to}` }));
  return {
    modules: output.modules.filter(({ source }) => source.endsWith('.ts')).length,
    violations: [
      ...broken,
      ...reachedFromWorkflows(output, config.neverReachedFromWorkflows),
      ...badFolders(root, present),
    ],
  };
}

function reachedFromWorkflows({ modules }: ICruiseResult, forbidden: RegExp): Violation[] {
  const bySource = new Map(modules.map((module) => [module.source, module]));
  const starts = modules
    .map(({ source }) => source)
    .filter((name) => name.startsWith('workflows/') && !name.endsWith('.test.ts'));
  const cameFrom = new Map<string, string>(starts.map((start) => [start, '']));
  const waiting = [...starts];
  const found: Violation[] = [];
  for (let current = waiting.pop(); current !== undefined; current = waiting.pop()) {
    for (const { resolved, dependencyTypes } of bySource.get(current)?.dependencies ?? []) {
      if (dependencyTypes.includes('type-only') || cameFrom.has(resolved)) continue;
      cameFrom.set(resolved, current);
      if (forbidden.test(resolved)) found.push({ rule: 'workflows-never-reach', where: wayTo(resolved, cameFrom) });
      else if (!resolved.includes('node_modules')) waiting.push(resolved);
    }
  }
  return found;
}

function wayTo(name: string, cameFrom: Map<string, string>): string {
  const way = [name];
  for (let from = cameFrom.get(name); from; from = cameFrom.get(from)) way.unshift(from);
  return way.join(' → ');
}

function badFolders(root: string, present: string[]): Violation[] {
  return present.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isDirectory() && forbiddenFolders.has(entry.name))
      .map((entry) => ({ rule: 'folders-have-names-of-the-field', where: join(entry.parentPath, entry.name) })),
  );
}
