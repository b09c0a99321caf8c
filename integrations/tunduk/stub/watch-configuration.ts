import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { contractFolders } from './stub-configuration.ts';

const quietMs = 100;
const parts = ['contract.yaml', 'scenarios.yaml'];

/**
 * Calls `onChange` when a configuration or a contract that it names has changed and nothing more happens for a moment.
 * Folders are watched, not files, because editors put a new file in the place of the old one; which folders, is read
 * again after each change.
 */
export function watchConfiguration(file: string, onChange: () => Promise<void>): { close(): void } {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      watchFolders();
      void onChange();
    }, quietMs);
  };
  const watchFolder = (folder: string, names: () => readonly string[]) => {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_event, name) => {
        if (name === null || names().includes(name)) changed();
      });
      watchers.set(folder, watcher);
      watcher.on('error', () => {
        watcher.close();
        watchers.delete(folder);
      });
    } catch {
      /** A folder that is not there yet: it is tried again when something changes beside the configuration. */
    }
  };
  const watchFolders = () => {
    const folders = contractFolders(file);
    const own = dirname(file);
    watchFolder(own, () => [basename(file), ...contractFolders(file).map((one) => basename(one)), ...parts]);
    for (const folder of folders) watchFolder(folder, () => parts);
    for (const [folder, watcher] of watchers) {
      if (folder === own || folders.includes(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
  };
  watchFolders();
  return {
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
