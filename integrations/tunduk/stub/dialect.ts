/** Codes whose two spellings are no mere respelling (reference §6.5). */
const renamed: Record<string, string> = { OutdatedGlobalConf: 'global_conf_outdated' };

const words: Record<string, string> = { IOError: 'io_error', ClientProxy: 'clientproxy', ServerProxy: 'serverproxy' };

/** A code of 7.4.2 in the spelling of a dialect: `Server.ServerProxy.AccessDenied` is `server.serverproxy.access_denied` in v8. */
export function spell(code: string, dialect: 'v7' | 'v8'): string {
  if (dialect === 'v7') return code;
  return code
    .split('.')
    .map(
      (part) =>
        renamed[part] ?? words[part] ?? part.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase(),
    )
    .join('.');
}
