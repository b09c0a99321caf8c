import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where fetched and built programs are kept between checkouts: `$XDG_CACHE_HOME/shailoo/<name>` or `~/.cache/shailoo/<name>`. */
export function cacheFolder(name: string): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'shailoo', name);
}
