/**
 * The broker's retained messages on disk, so that a machine finds its bundle after the broker restarted.
 * Only a convenience: the truth is in the cloud's database and on the machines.
 */
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import type { TextFile } from '../platform/atomic-file.ts';

const messagesMax = 10_000;
const fileCharactersMax = 512 * 1024 * 1024;
const fileSchema = z.array(z.object({ topic: z.string().max(300), payload: z.base64() })).max(messagesMax);

/** Saves one at a time; changes during a save are in the next one. */
export class RetainedFile {
  readonly #file: TextFile;
  readonly #messages = new Map<string, Buffer>();
  #saving: Promise<void> | undefined;
  #changed = false;

  constructor(file: TextFile) {
    this.#file = file;
  }

  /** Reads the file; an absent one is empty, a broken one throws `INPUT_MALFORMED`. */
  async load(): Promise<ReadonlyMap<string, Buffer>> {
    const text = (await this.#file.load()) ?? '[]';
    for (const message of parse(text)) {
      this.#messages.set(message.topic, Buffer.from(message.payload, 'base64'));
    }
    return this.#messages;
  }

  /** Keeps the newest payload of a topic; an empty one removes it (MQTT 3.1.1 §3.3.1.3). */
  keep(topic: string, payload: Uint8Array): void {
    if (payload.length === 0) this.#messages.delete(topic);
    else if (this.#messages.size < messagesMax || this.#messages.has(topic)) {
      this.#messages.set(topic, Buffer.from(payload));
    }
    this.#changed = true;
  }

  /** Resolves when everything kept before the call is on disk. */
  async save(): Promise<void> {
    while (this.#changed || this.#saving) {
      this.#saving ??= this.#write().finally(() => {
        this.#saving = undefined;
      });
      await this.#saving;
    }
  }

  async #write(): Promise<void> {
    this.#changed = false;
    const messages = [...this.#messages].map(([topic, bytes]) => ({
      topic,
      payload: bytes.toString('base64'),
    }));
    await this.#file.save(JSON.stringify(messages));
  }
}

function parse(text: string): z.infer<typeof fileSchema> {
  if (text.length > fileCharactersMax) throw new Fault('INPUT_TOO_LARGE', 'read the retained messages');
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'read the retained messages', { cause });
  }
}
