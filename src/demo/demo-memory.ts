/**
 * What a demo remembers in `demo.json`: secrets and ports for ever, addresses and processes while it runs.
 * A demo whose process is still there keeps its data folder for itself.
 */
import { Fault } from '../domain/fault.ts';
import type { TextFile } from '../platform/atomic-file.ts';
import type { Random } from '../platform/random.ts';
import { type DemoFile, type Kept, parseDemoFile, type Running } from '../technician/demo-file.ts';

/** Without letters and digits that look alike. */
const passwordLetters = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Loads once, then saves at every change, one after the other. */
export class DemoMemory {
  readonly #file: TextFile;
  #content: DemoFile;
  #saving: Promise<void> = Promise.resolve();

  private constructor(file: TextFile, content: DemoFile) {
    this.#file = file;
    this.#content = content;
  }

  /** The memory of a data folder; throws `CONFIG_INVALID` while another demo uses it. */
  static async open(
    file: TextFile,
    random: Random,
    isRunning: (running: Running, kept: Kept) => Promise<boolean>,
  ): Promise<DemoMemory> {
    const text = await file.load();
    const content: DemoFile =
      text === undefined ? { version: 1, kept: newSecrets(random), running: null } : parseDemoFile(text);
    if (content.running && (await isRunning(content.running, content.kept))) {
      throw new Fault('CONFIG_INVALID', 'start a demo on data that another one is using', {
        facts: { pid: content.running.pid },
      });
    }
    const memory = new DemoMemory(file, { ...content, running: null });
    await memory.#save();
    return memory;
  }

  get kept(): Kept {
    return this.#content.kept;
  }

  keep(change: Partial<Kept>): Promise<void> {
    this.#content = { ...this.#content, kept: { ...this.#content.kept, ...change } };
    return this.#save();
  }

  setRunning(running: Running | null): Promise<void> {
    this.#content = { ...this.#content, running };
    return this.#save();
  }

  #save(): Promise<void> {
    this.#saving = this.#saving.then(() => this.#file.save(`${JSON.stringify(this.#content, null, 2)}\n`));
    return this.#saving;
  }
}

function newSecrets(random: Random): Kept {
  const secret = () => Buffer.from(random.bytes(24)).toString('base64url');
  const letters = [...random.bytes(16)].map((byte) => passwordLetters[byte % passwordLetters.length]);
  const digits = [...random.bytes(16)].map((byte) => byte % 10);
  return {
    ports: {},
    mqttSecret: secret(),
    bootstrapToken: secret(),
    technicianToken: secret(),
    controlToken: secret(),
    merchantId: 'demo',
    kioskId: 'kiosk-1',
    console: { login: 'demo', password: letters.join('') },
    cardCode: `90${digits.join('')}`,
  };
}
