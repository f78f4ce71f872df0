/**
 * Takes the bundles that the cloud publishes: checks hash, size, schema and address, keeps the text on
 * disk, and puts it in force. A bundle that does not fit changes nothing, and says so.
 */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { type Bundle, bundleSchema } from '../../domain/bundle.ts';
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import { validateFormats, validatePatterns } from '../../domain/validate-patterns.ts';
import type { TextFile } from '../../platform/atomic-file.ts';
import type { Log } from '../../platform/log.ts';
import { type Desired, desiredSchema, parseMessage } from '../../wire/messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';

/** The JSON of a bundle may not be longer, unpacked: a million products fit. */
const bundleBytesMax = 512 * 1024 * 1024;

export interface BundlePorts {
  readonly file: TextFile;
  readonly machine: MachineAddress;
  readonly log: Log;
  /** A bundle is in force from now on. */
  applied(bundle: Bundle, sha256: string): Promise<void>;
}

export class BundleFlow {
  #ports: BundlePorts;
  #version = 0;
  #fault: FaultCode | undefined;
  #taking: Promise<unknown> = Promise.resolve();

  constructor(ports: BundlePorts) {
    this.#ports = ports;
  }

  /** 0 before the first bundle. */
  version(): number {
    return this.#version;
  }

  /** Why the latest published bundle is not in force, if it is not. */
  fault(): FaultCode | undefined {
    return this.#fault;
  }

  /** Puts the bundle kept on disk in force, if there is one that fits. */
  async start(): Promise<void> {
    const text = await this.#ports.file.load();
    if (text === undefined) return;
    try {
      await this.#apply(text);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** A message on down/desired. Resolves when it is in force or refused. */
  take(payload: Uint8Array): Promise<void> {
    const taken = this.#taking
      .then(() => this.#takeOne(payload))
      .catch((error: unknown) => this.#refuse(error));
    this.#taking = taken;
    return taken;
  }

  async #takeOne(payload: Uint8Array): Promise<void> {
    const desired = parseMessage(desiredSchema, payload, 'a published bundle');
    if (desired.version <= this.#version) return;
    const text = unpack(desired);
    parseBundle(text, this.#ports.machine);
    await this.#ports.file.save(text);
    await this.#apply(text);
  }

  async #apply(text: string): Promise<void> {
    const bundle = parseBundle(text, this.#ports.machine);
    await this.#ports.applied(bundle, sha256Of(text));
    this.#version = bundle.version;
    this.#fault = undefined;
  }

  #refuse(error: unknown): void {
    this.#fault = 'BUNDLE_INVALID';
    this.#ports.log.warn('a bundle was refused, the one before stays in force', {
      code: faultCodeOf(error),
      reason: error instanceof Error ? error.message.slice(0, 300) : String(error),
    });
  }
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function unpack(desired: Desired): string {
  try {
    const text = gunzipSync(Buffer.from(desired.body, 'base64'), {
      maxOutputLength: bundleBytesMax,
    }).toString('utf8');
    if (sha256Of(text) !== desired.sha256) throw new Error('hash differs');
    return text;
  } catch (cause) {
    throw new Fault('BUNDLE_INVALID', 'unpack a published bundle', { cause });
  }
}

function parseBundle(text: string, machine: MachineAddress): Bundle {
  let bundle: Bundle;
  try {
    bundle = bundleSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Fault('BUNDLE_INVALID', 'read a published bundle', { cause });
  }
  const problems = [...validatePatterns(bundle.patterns), ...validateFormats(bundle.codeFormats)];
  if (problems.length > 0) throw new Fault('BUNDLE_INVALID', `use the patterns of a bundle (${problems[0]})`);
  if (bundle.machineId !== machine.machineId || bundle.merchantId !== machine.merchantId) {
    throw new Fault('BUNDLE_INVALID', 'take a bundle that is for another machine');
  }
  return bundle;
}
