import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { findProgram } from './find-program.ts';
import { runCommand } from './run-command.ts';

const packages = ['requests==2.34.2', 'zeep==4.3.3'];

/** A Python with what the guide for integrators needs, or why there is none and what helps. */
export type PythonGuide = { state: 'found'; path: string } | { state: 'absent'; cure: string };

/** The Python of the guide, made once in the cache of fetched programs; needs `python3` with `venv` and the package index. */
export async function acquirePythonGuide(): Promise<PythonGuide> {
  const home = cacheFolder(`python-guide-${packages.join('-').replaceAll('=', '')}`);
  const path = join(home, 'bin', 'python');
  if (existsSync(path)) return { state: 'found', path };
  const python = findProgram('python3');
  if (python === undefined) return { state: 'absent', cure: 'python3 is missing; npm run setup:tests installs it' };
  const part = `${home}.${process.pid}.part`;
  mkdirSync(dirname(home), { recursive: true });
  const made = await runCommand(python, ['-m', 'venv', '--copies', part], { timeoutMs: 120_000 });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages];
  const filled = made.ok ? await runCommand(join(part, 'bin', 'python'), pip, { timeoutMs: 300_000 }) : made;
  if (!filled.ok) {
    rmSync(part, { recursive: true, force: true });
    return {
      state: 'absent',
      cure: `its packages could not be installed: ${filled.output.trim().split('\n').at(-1) ?? ''}`,
    };
  }
  try {
    renameSync(part, home);
  } catch {
    rmSync(part, { recursive: true, force: true });
  }
  return { state: 'found', path };
}
