/**
 * Catalogues as SQLite files in the machine's folder, each named by the hash of its text, so that a new one
 * never touches the one in force. What arrives goes to `catalogue.packed`; a thread builds the file from it
 * and ends, so that the memory it took goes with it.
 */
import { existsSync } from 'node:fs';
import { appendFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CatalogueRef } from '../../domain/bundle.ts';
import { Fault } from '../../domain/fault.ts';
import type { CatalogueIntake, CatalogueStore, OpenCatalogue } from './catalogue-store.ts';
import { SqliteCatalogue } from './sqlite-catalogue.ts';
import type { CatalogueBuild, CatalogueBuilt } from './sqlite-catalogue-build.ts';

const ownFiles = /^catalogue[-.]/;

export class SqliteCatalogueStore implements CatalogueStore {
  #folder: string;
  #damaged = new Set<string>();
  #damagedListeners: ((sha256: string) => void)[] = [];
  /** Rises with every intake. */
  #intakes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(sha256: string): Promise<OpenCatalogue | undefined> {
    const file = this.#file(sha256);
    if (this.#damaged.has(sha256) || !existsSync(file)) return undefined;
    try {
      return new SqliteCatalogue(file, sha256, () => this.#lose(sha256));
    } catch {
      // Whatever is wrong with the file, another one takes its place.
      this.#lose(sha256);
      return undefined;
    }
  }

  async take(ref: CatalogueRef): Promise<CatalogueIntake> {
    this.#intakes += 1;
    const intake = this.#intakes;
    const packedFile = join(this.#folder, 'catalogue.packed');
    const mine = () => {
      if (intake !== this.#intakes) throw new Fault('BUNDLE_INVALID', 'keep a catalogue that was dropped');
    };
    await keeping(() => writeFile(packedFile, '', { mode: 0o600 }));
    return {
      write: async (bytes) => {
        mine();
        await keeping(() => appendFile(packedFile, bytes));
      },
      finish: async () => {
        mine();
        const workFile = join(this.#folder, 'catalogue.building');
        await inThread({ ref, packedFile, workFile, file: this.#file(ref.sha256) });
        this.#damaged.delete(ref.sha256);
        await keeping(() => rm(packedFile, { force: true }));
      },
    };
  }

  async keepOnly(sha256: string): Promise<void> {
    const own = `catalogue-${sha256}.sqlite`;
    const others = (await readdir(this.#folder)).filter((name) => ownFiles.test(name) && name !== own);
    for (const name of others) await rm(join(this.#folder, name), { force: true });
  }

  onDamaged(listener: (sha256: string) => void): void {
    this.#damagedListeners.push(listener);
  }

  #lose(sha256: string): void {
    if (this.#damaged.has(sha256)) return;
    this.#damaged.add(sha256);
    for (const listener of this.#damagedListeners) listener(sha256);
  }

  #file(sha256: string): string {
    return join(this.#folder, `catalogue-${sha256}.sqlite`);
  }
}

async function keeping<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw new Fault('BUNDLE_NOT_KEPT', 'keep a catalogue', { cause });
  }
}

function inThread(build: CatalogueBuild): Promise<void> {
  const worker = new Worker(new URL('./sqlite-catalogue-build.ts', import.meta.url), {
    workerData: build,
    // What was loaded into this process before its own code is not for a thread that only builds.
    execArgv: [],
  });
  return new Promise((resolve, reject) => {
    worker.once('message', (built: CatalogueBuilt) => {
      if (!built) return resolve();
      reject(new Fault(built.fault, 'build a catalogue', { facts: { reason: built.reason } }));
    });
    worker.once('error', (cause) => reject(new Fault('BUNDLE_NOT_KEPT', 'build a catalogue', { cause })));
    worker.once('exit', () => reject(new Fault('BUNDLE_NOT_KEPT', 'build a catalogue: the thread ended')));
  });
}
