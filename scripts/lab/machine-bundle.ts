/**
 * The machine's program as a few files instead of some hundred: loading those would be most of a start in a
 * guest that emulates its processor. The sources are the product's own, nothing is changed or left out.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from './lab-cache.ts';

const program = 'scripts/lab/guest/run-machine.ts';
/** Where the machine's threads are begun. */
const sourceFolders = ['src/kiosk', 'hal', 'models'];
const threadPattern = /new Worker\(new URL\('([^']+)', import\.meta\.url\)/g;
/** Bring native code, and are loaded only where a profile names such a device. */
const native = ['koffi', 'node-hid', 'serialport'];

/** Writes `run-machine.js` and the files of its threads into `folder`. */
export async function bundleMachine(folder: string): Promise<void> {
  const entries = [program, ...threads()].map((path) => [basename(path, '.ts'), join(projectRoot, path)]);
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: native },
    build: {
      ssr: true,
      target: 'node24',
      minify: false,
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: {
        input: Object.fromEntries(entries),
        // A thread is begun by the name of its source.
        output: { entryFileNames: ({ name }) => (name === 'run-machine' ? '[name].js' : '[name].ts') },
      },
    },
  });
}

function threads(): string[] {
  return sourceFolders.flatMap((folder) => {
    const files = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const path = join(folder, file);
        const found = readFileSync(join(projectRoot, path), 'utf8').matchAll(threadPattern);
        return [...found].map(([, thread = '']) => join(dirname(path), thread));
      });
  });
}
