import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { findProgram } from './find-program.ts';
import { onlyOne } from './only-one.ts';
import { runCommand } from './run-command.ts';

const version = '1.30.2';
const jarName = `cli-${version}.jar`;

export type VeraPdf = { state: 'found'; java: string; jar: string } | { state: 'absent'; cure: string };

/**
 * The checker of PDF/A and PDF/UA: from the cache, else its published Java artifact `org.verapdf.apps:cli`, fetched by Maven.
 * Never throws.
 */
export async function acquireVeraPdf({ signal }: { signal?: AbortSignal } = {}): Promise<VeraPdf> {
  const java = findProgram('java');
  if (java === undefined) return absent('Java is missing');
  const folder = cacheFolder('verapdf');
  const jar = join(folder, jarName);
  if (existsSync(jar)) return { state: 'found', java, jar };
  try {
    return await onlyOne(join(folder, 'acquiring.json'), () => fetchByMaven(folder, java, signal), signal);
  } catch (error) {
    return absent(Error.isError(error) ? error.message : String(error));
  }
}

async function fetchByMaven(folder: string, java: string, signal: AbortSignal | undefined): Promise<VeraPdf> {
  const jar = join(folder, jarName);
  if (existsSync(jar)) return { state: 'found', java, jar };
  const maven = findProgram('mvn');
  if (maven === undefined) return absent('Maven is missing');
  const unfinished = join(folder, 'unfinished');
  mkdirSync(unfinished, { recursive: true });
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy';
  const args = ['-q', '-B', goal, `-Dartifact=org.verapdf.apps:cli:${version}`, `-DoutputDirectory=${unfinished}`];
  const aborting = signal === undefined ? {} : { signal };
  const { ok, output } = await runCommand(maven, args, { cwd: folder, timeoutMs: 300_000, ...aborting });
  if (!ok) return absent(`Maven ended with: ${output.trim().split('\n').slice(-2).join(' / ').slice(0, 300)}`);
  renameSync(join(unfinished, jarName), jar);
  rmSync(unfinished, { recursive: true, force: true });
  return { state: 'found', java, jar };
}

function absent(reason: string): VeraPdf {
  return {
    state: 'absent',
    cure: `install Java and Maven (npm run setup:tests), then run the tests again (${reason})`,
  };
}
