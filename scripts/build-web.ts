/**
 * Builds the browser code: the shopper's screen into `.build/screen`, the console into `.build/console`, the
 * cashier page into `.build/cashier`, the giver's pages into `.build/gifts`, the driver's page into `.build/parking`.
 * A face is built only when one of its sources differs from what the stamp beside its folder remembers.
 * The new folder takes the old one's place in one step, so that a server never serves half a build.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const home = fileURLToPath(new URL('..', import.meta.url));
const output = join(home, '.build');

interface Face {
  readonly root: string;
  readonly path: string;
  /** Everything the bundle is made of, beside the root. */
  readonly sources: readonly string[];
}

const faces = {
  screen: {
    root: 'src/kiosk/screen/web',
    path: '/',
    sources: ['src/look', 'src/domain', 'src/kiosk/screen/view.ts'],
  },
  console: {
    root: 'src/cloud/web',
    path: '/console/',
    sources: ['src/look', 'src/domain', 'src/wire'],
  },
  cashier: {
    root: 'src/cloud/cashier/web',
    path: '/cashier/',
    sources: ['src/look', 'src/domain', 'src/wire'],
  },
  gifts: {
    root: 'src/cloud/gifts/web',
    path: '/gift-pages/',
    sources: ['src/look', 'src/domain', 'src/wire'],
  },
  parking: {
    root: 'src/cloud/parking/web',
    path: '/park-pages/',
    sources: ['src/look', 'src/domain', 'src/wire'],
  },
} as const satisfies Record<string, Face>;

export type WebFace = keyof typeof faces;
export const webFaces = Object.keys(faces) as WebFace[];

/** Where a built face lies. */
export const webFolder = (face: WebFace) => join(output, face);

/** Builds the faces that have changed; answers the ones it built. */
export async function buildWeb(wanted: readonly WebFace[] = webFaces): Promise<WebFace[]> {
  const built: WebFace[] = [];
  for (const face of wanted) {
    const stamp = await sourcesStamp(faces[face]);
    if (existsSync(join(webFolder(face), 'index.html')) && (await stampOf(face)) === stamp) continue;
    await buildFace(face);
    await writeFile(stampFile(face), stamp);
    built.push(face);
  }
  return built;
}

async function buildFace(face: WebFace): Promise<void> {
  const { root, path } = faces[face];
  const fresh = join(output, `${face}-${process.pid}`);
  await mkdir(output, { recursive: true });
  await build({
    configFile: false,
    root: join(home, root),
    base: path,
    publicDir: false,
    logLevel: 'warn',
    plugins: [react()],
    build: { outDir: fresh, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1500 },
  });
  const old = `${fresh}-old`;
  if (existsSync(webFolder(face))) await rename(webFolder(face), old);
  await rename(fresh, webFolder(face));
  await rm(old, { recursive: true, force: true });
}

const stampFile = (face: WebFace) => join(output, `${face}.stamp`);

async function stampOf(face: WebFace): Promise<string | undefined> {
  return existsSync(stampFile(face)) ? readFile(stampFile(face), 'utf8') : undefined;
}

/** A digest over the sources, the versions of what they import, and this script. */
async function sourcesStamp({ root, sources }: Face): Promise<string> {
  const digest = createHash('sha256');
  const roots = [root, ...sources, 'package-lock.json', 'scripts/build-web.ts'];
  for (const at of roots.map((path) => join(home, path))) {
    for (const file of await filesUnder(at)) digest.update(relative(home, file)).update(await readFile(file));
  }
  return digest.digest('hex');
}

async function filesUnder(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  });
  if (!entries) return [path];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((face) => !(face in faces));
  if (unknown) throw new Error(`There is no face ${unknown}; there are ${webFaces.join(', ')}.`);
  const built = await buildWeb(wanted.length > 0 ? (wanted as WebFace[]) : webFaces);
  process.stdout.write(built.length > 0 ? `Built ${built.join(' and ')}.\n` : 'Nothing to build.\n');
}
