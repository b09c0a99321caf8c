import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const root = join(import.meta.dirname, '../..');

/** Runs a program of `processes/` as an operator would, with these variables; its status and what it said. */
export async function runProgram(
  name: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ status: number; said: string }> {
  const child = spawn(process.execPath, [join(root, 'processes', `${name}.ts`), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said, [status]] = await Promise.all([text(child.stdout), once(child, 'exit') as Promise<[number]>]);
  return { status, said };
}
