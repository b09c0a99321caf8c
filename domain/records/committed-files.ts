/**
 * The hashes that an event commits to besides its payload, in this order: the statement or paper, then the files. One rule
 * for who writes events and who checks them.
 */
export function committedFiles(payload: Record<string, unknown>): string[] {
  const { fileHashes, statementHash, paperHash } = payload;
  if (!Array.isArray(fileHashes)) return [];
  return [statementHash ?? paperHash, ...fileHashes].filter((hash) => typeof hash === 'string');
}
