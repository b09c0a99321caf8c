const startedAt = Date.now();

/** One line of progress, with the seconds since the start. A closed terminal is no reason to fail. */
export function sayProgress(part: string, sentence: string): void {
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6);
  process.stdout.write(`${seconds} s  ${part.padEnd(10)}  ${sentence}\n`);
}

process.stdout.on('error', () => undefined);
