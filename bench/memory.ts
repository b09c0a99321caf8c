import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { aRunningProduct } from '../test/support/running-product.ts';

/** Resident memory in MB of every process of the product after some use; processes of one program are added up. */
export type MemoryFigure = { program: string; processes: number; megabytes: number };

const run = promisify(execFile);
const requests = 300;

/** The product as `npm start` has it, with the demonstration, after its pages have been asked for. */
export async function memory(): Promise<MemoryFigure[]> {
  const product = await aRunningProduct();
  try {
    for (let turn = 0; turn < requests; turn += 1) {
      const language = ['ky', 'ru', 'en'][turn % 3] ?? 'ky';
      const paths = ['', '/complaints', '/complaints/K-2027-000001', '/complaints/new', '/ledger'];
      await (await fetch(`${product.portal}/${language}${paths[turn % paths.length] ?? ''}`)).text();
      await (await fetch(`${product.desk}/${language}/sign-in`)).text();
    }
    return await memoryBelow(product.pid);
  } finally {
    await product.stop();
  }
}

async function memoryBelow(root: number): Promise<MemoryFigure[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid=,rss=,args=']);
  const all = stdout.split('\n').flatMap((line) => {
    const [, pid, parent, kilobytes, args = ''] = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), kilobytes: Number(kilobytes), args }];
  });
  const own = new Set([root]);
  for (const one of all) if (own.has(one.parent)) own.add(one.pid);
  const sums = new Map<string, MemoryFigure>();
  for (const { pid, kilobytes, args } of all) {
    if (!own.has(pid)) continue;
    const program = nameOf(args);
    const known = sums.get(program) ?? { program, processes: 0, megabytes: 0 };
    sums.set(program, {
      program,
      processes: known.processes + 1,
      megabytes: known.megabytes + kilobytes / 1_024,
    });
  }
  return [...sums.values()];
}

/** What a process runs: the file of a Node process, else the program. */
function nameOf(args: string): string {
  const [program = '', ...rest] = args.split(' ');
  const file = rest.find((word) => word.endsWith('.ts'));
  return basename(file ?? program).replace(/:$/, '');
}
