/** A small file that is either the old text or the new one, whatever happens in between. */
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface TextFile {
  /** Undefined when it was never written. */
  load(): Promise<string | undefined>;
  /** The new text is on the disk, whole, when it resolves. */
  save(text: string): Promise<void>;
}

export function atomicFile(path: string): TextFile {
  return {
    async load() {
      try {
        return await readFile(path, 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    async save(text) {
      const next = `${path}.next`;
      const file = await open(next, 'w', 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(next, path);
      const folder = await open(dirname(path), 'r');
      try {
        await folder.sync();
      } finally {
        await folder.close();
      }
    },
  };
}

/** A file that is kept as long as the process: for simulations and machines that keep nothing. */
export function memoryFile(): TextFile {
  let kept: string | undefined;
  return {
    load: async () => kept,
    save: async (text) => {
      kept = text;
    },
  };
}
