import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.ts';
import { findProgram, isExecutable } from './find-program.ts';
import { onlyOne } from './only-one.ts';
import { runCommand } from './run-command.ts';

/** The version of `io.temporal:temporal-test-server`; `dev/time-skipping-server/pom.xml` names the same. */
const timeSkippingVersion = '1.38.0';

const pom = fileURLToPath(new URL('../time-skipping-server/pom.xml', import.meta.url));

export type TimeSkippingServer = { state: 'found'; path: string } | { state: 'absent'; cure: string };

/** The server if it is on this machine already; looks only. */
export function findTimeSkipping(): TimeSkippingServer | undefined {
  const path = join(cacheFolder(`time-skipping-${timeSkippingVersion}`), 'temporal-test-server');
  return isExecutable(path) && findProgram('java') !== undefined ? { state: 'found', path } : undefined;
}

/**
 * The server that skips time in workflow tests: from the cache, else its published Java artifact, fetched by Maven, behind a starter
 * that becomes the Java process (the SDK ends only the process it started). Never throws.
 */
export async function acquireTimeSkipping({ signal }: { signal?: AbortSignal } = {}): Promise<TimeSkippingServer> {
  const found = findTimeSkipping();
  if (found !== undefined) return found;
  if (findProgram('java') === undefined) return absent('Java is missing');
  const folder = cacheFolder(`time-skipping-${timeSkippingVersion}`);
  try {
    return await onlyOne(join(folder, 'acquiring.json'), () => fetchByMaven(folder, signal), signal);
  } catch (error) {
    return absent(Error.isError(error) ? error.message : String(error));
  }
}

async function fetchByMaven(folder: string, signal: AbortSignal | undefined): Promise<TimeSkippingServer> {
  const found = findTimeSkipping();
  if (found !== undefined) return found;
  const maven = findProgram('mvn');
  if (maven === undefined) return absent('Maven is missing');
  const unfinished = join(folder, 'unfinished');
  const libraries = join(folder, 'libraries');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
  const args = ['-q', '-B', '-f', pom, goal, `-DoutputDirectory=${unfinished}`, '-DincludeScope=runtime'];
  const aborting = signal === undefined ? {} : { signal };
  const { ok, output } = await runCommand(maven, args, { timeoutMs: 300_000, ...aborting });
  if (!ok) return absent(`Maven ended with: ${output.trim().split('\n').slice(-2).join(' / ').slice(0, 300)}`);
  if (existsSync(libraries)) rmSync(libraries, { recursive: true });
  renameSync(unfinished, libraries);
  return { state: 'found', path: writeStarter(folder, libraries) };
}

function writeStarter(folder: string, libraries: string): string {
  const path = join(folder, 'temporal-test-server');
  const options = '-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Xmx256m';
  const text = `#!/bin/sh\nexec java ${options} -cp '${libraries}/*' io.temporal.testserver.TestServer "$@"\n`;
  writeFileSync(`${path}.new`, text);
  chmodSync(`${path}.new`, 0o755);
  renameSync(`${path}.new`, path);
  return path;
}

function absent(reason: string): TimeSkippingServer {
  return {
    state: 'absent',
    cure: `install Java and Maven (npm run setup:tests), then run the tests again (${reason})`,
  };
}
