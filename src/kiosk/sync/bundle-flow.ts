/**
 * Takes the bundles that the cloud publishes: checks hash, size, schema and address, gets the catalogue that
 * the bundle names unless it is kept already, keeps the bundle's text on disk, and puts it in force. The
 * text names its catalogue by hash, so keeping the text is the moment at which both change. A bundle that
 * does not fit changes nothing, and says so.
 */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { type Bundle, bundleSchema } from '../../domain/bundle.ts';
import { Fault, type FaultCode, faultCodeOf } from '../../domain/fault.ts';
import type { ProductIndex } from '../../domain/find-product.ts';
import { validateFormats, validatePatterns } from '../../domain/validate-patterns.ts';
import { validateRules } from '../../domain/verification.ts';
import type { TextFile } from '../../platform/atomic-file.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';
import { type Desired, desiredSchema, type Fetch, type Part, parseMessage } from '../../wire/messages.ts';
import type { MachineAddress } from '../../wire/topics.ts';
import type { CatalogueStore, OpenCatalogue } from '../catalogue/catalogue-store.ts';
import { CatalogueFetch } from './catalogue-fetch.ts';

/** The JSON of a bundle may not be longer, unpacked. */
const bundleBytesMax = 32 * 1024 * 1024;

export interface BundlePorts {
  readonly file: TextFile;
  readonly catalogues: CatalogueStore;
  readonly machine: MachineAddress;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks the cloud for parts of a catalogue. */
  ask(parts: Fetch): Promise<void>;
  /** A bundle is in force from now on, and from its call on nothing is asked of the products before. */
  applied(bundle: Bundle, sha256: string, products: ProductIndex): Promise<void>;
  /** Version or fault changed by themselves. */
  changed(): void;
}

export class BundleFlow {
  #ports: BundlePorts;
  #fetch: CatalogueFetch;
  #version = 0;
  #fault: FaultCode | undefined;
  #open: OpenCatalogue | undefined;
  /** The newest bundle that is not in force yet. */
  #coming: Desired | undefined;
  #taking: Promise<unknown> = Promise.resolve();

  constructor(ports: BundlePorts) {
    this.#ports = ports;
    this.#fetch = new CatalogueFetch(ports);
    ports.catalogues.onDamaged((sha256) => this.#damaged(sha256));
  }

  /** 0 before the first bundle, and when the cloud shall send it again. */
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
      const bundle = parseBundle(text, this.#ports.machine);
      const catalogue = await this.#ports.catalogues.open(bundle.catalogue.sha256);
      if (!catalogue) throw new Fault('BUNDLE_INVALID', 'open the catalogue of a kept bundle');
      await this.#apply(bundle, text, catalogue);
    } catch (error) {
      this.#refuse(error);
    }
  }

  /** Ends what is underway; the cloud sends it again. */
  stop(): void {
    this.#coming = undefined;
    this.#fetch.cancel();
  }

  /** A message on down/desired. Resolves when it is in force or refused. */
  async take(payload: Uint8Array): Promise<void> {
    try {
      const desired = parseMessage(desiredSchema, payload, 'a published bundle');
      if (desired.version <= Math.max(this.#version, this.#coming?.version ?? 0)) return;
      this.#coming = desired;
    } catch (error) {
      return this.#refuse(error);
    }
    // Only the newest is wanted.
    this.#fetch.cancel();
    const desired = this.#coming;
    const taken = this.#taking.then(() => this.#takeOne(desired));
    this.#taking = taken;
    return taken;
  }

  takePart(part: Part): void {
    this.#fetch.take(part);
  }

  async #takeOne(desired: Desired): Promise<void> {
    if (this.#coming !== desired) return;
    try {
      const text = unpack(desired);
      const bundle = parseBundle(text, this.#ports.machine);
      const catalogue = await this.#catalogueOf(bundle, desired);
      await this.#ports.file.save(text);
      await this.#apply(bundle, text, catalogue);
      await this.#ports.catalogues.keepOnly(bundle.catalogue.sha256);
    } catch (error) {
      if (this.#coming === desired) this.#refuse(error);
    }
    if (this.#coming === desired) this.#coming = undefined;
  }

  async #catalogueOf({ catalogue: ref }: Bundle, desired: Desired): Promise<OpenCatalogue> {
    const { catalogues } = this.#ports;
    const kept = await catalogues.open(ref.sha256);
    if (kept) return kept;
    const intake = await catalogues.take(ref);
    if (this.#coming !== desired) throw new Fault('BUNDLE_MISSING', 'fetch an unwanted catalogue');
    if (desired.catalogue === undefined) await this.#fetch.fetch(ref, intake);
    else await intake.write(Buffer.from(desired.catalogue, 'base64'));
    await intake.finish();
    const fresh = await catalogues.open(ref.sha256);
    if (!fresh) throw new Fault('BUNDLE_NOT_KEPT', 'open a catalogue that was just kept');
    return fresh;
  }

  async #apply(bundle: Bundle, text: string, catalogue: OpenCatalogue): Promise<void> {
    const before = this.#open;
    this.#open = catalogue;
    try {
      await this.#ports.applied(bundle, sha256Of(text), catalogue);
    } finally {
      before?.close();
    }
    this.#version = bundle.version;
    this.#fault = undefined;
  }

  /** What can still be read is sold on; the cloud sees a machine without a bundle and sends it again. */
  #damaged(sha256: string): void {
    this.#ports.log.error('a kept catalogue is damaged', { sha256 });
    this.#version = 0;
    this.#fault = 'BUNDLE_INVALID';
    this.#ports.changed();
  }

  #refuse(error: unknown): void {
    const code = faultCodeOf(error);
    this.#fault = code === 'BUNDLE_NOT_KEPT' ? code : 'BUNDLE_INVALID';
    this.#ports.log.warn('a bundle was refused, the one before stays in force', {
      code,
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
  const [wrong] = bundle.verification ? validateRules(bundle.verification) : [];
  if (wrong) {
    throw new Fault(
      'BUNDLE_INVALID',
      `use the verification rules of a bundle (${wrong.key}: ${wrong.message})`,
    );
  }
  if (bundle.machineId !== machine.machineId || bundle.merchantId !== machine.merchantId) {
    throw new Fault('BUNDLE_INVALID', 'take a bundle that is for another machine');
  }
  return bundle;
}
