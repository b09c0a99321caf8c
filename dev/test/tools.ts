import { existsSync } from 'node:fs';
import { findProgram, isExecutable } from '../parts/find-program.ts';
import { runCommand } from '../parts/run-command.ts';
import { fileURLToPath } from 'node:url';
import type { Tally } from './tally.ts';

const installer = fileURLToPath(new URL('../setup-tests.sh', import.meta.url));

const tools = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome'],
  java: ['java'],
  maven: ['mvn'],
  go: ['go', '/usr/local/go/bin/go'],
  pdftoppm: ['pdftoppm'],
  python: ['python3'],
  pgbench: ['pgbench'],
};

export type Tool = keyof typeof tools;

/** The program on this machine, or undefined. */
export function findTool(tool: Tool): string | undefined {
  for (const name of tools[tool]) {
    const found = name.startsWith('/') ? (isExecutable(name) ? name : undefined) : findProgram(name);
    if (found !== undefined) return found;
  }
  return tool === 'pgbench' ? debianPgbench() : undefined;
}

/** Installs what is missing where that is possible (root, apt), else leaves it. */
export async function installMissingTools(say: (line: string) => void): Promise<void> {
  const missing = toolNames().filter((tool) => findTool(tool) === undefined);
  const canInstall = process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
  if (missing.length === 0 || !canInstall) return;
  say(`installing ${missing.join(', ')} (dev/setup-tests.sh)`);
  const { ok, output } = await runCommand('bash', [installer], { timeoutMs: 600_000 });
  if (!ok) say(`not everything could be installed: ${output.trim().split('\n').slice(-3).join(' / ')}`);
}

/** Counts every tool: present, or missing, which fails in CI and is a skip with a name elsewhere. */
export function countTools(tally: Tally): void {
  for (const tool of toolNames()) {
    const found = findTool(tool);
    const verdict = found !== undefined ? 'passed' : process.env['CI'] === 'true' ? 'failed' : 'skipped';
    tally.add(verdict, `tool: ${tool}`, found ?? 'missing; npm run setup:tests installs it, as root with apt');
  }
}

function toolNames(): Tool[] {
  return Object.keys(tools) as Tool[];
}

function debianPgbench(): string | undefined {
  const folders = [18, 17, 16, 15, 14].map((major) => `/usr/lib/postgresql/${major}/bin/pgbench`);
  return folders.find((file) => existsSync(file));
}
