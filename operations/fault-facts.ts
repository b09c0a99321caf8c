/** What may be logged of an error: its name, its code and where it arose. Never its message, which can hold what was typed. */
export function faultFacts(error: unknown): { name: string; code?: string; at: readonly string[] } {
  if (!Error.isError(error)) return { name: typeof error, at: [] };
  const code = 'code' in error ? String(error.code) : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const at = frames.slice(0, 6).map((line) => line.trim().replaceAll(/\(?file:\/\/\S*?\/(?=[\w-]+\/[\w./-]+:\d)/g, ''));
  return { name: error.name, ...(code === undefined ? {} : { code }), at };
}
