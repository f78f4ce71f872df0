/** A bundle as text and as it is published, purely: JSON, its SHA-256, gzip, base64. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Bundle } from '../../domain/bundle.ts';
import { Fault } from '../../domain/fault.ts';
import { payloadBytesMax } from '../../wire/messages.ts';

export type BundleContent = Omit<Bundle, 'version'>;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same for the same content, whatever its version. */
export function contentHash(content: BundleContent): string {
  return sha256(JSON.stringify(content));
}

export interface PackedBundle {
  readonly version: number;
  readonly sha256: string;
  /** gzip, then base64. */
  readonly body: string;
}

/** Throws `INPUT_TOO_LARGE` if no message could carry it. */
export async function packBundle(content: BundleContent, version: number): Promise<PackedBundle> {
  const text = JSON.stringify({ version, ...content } satisfies Bundle);
  const body = (await promisify(gzip)(text)).toString('base64');
  if (body.length > payloadBytesMax - 1024) {
    throw new Fault('INPUT_TOO_LARGE', 'publish a catalogue', {
      facts: { bytes: body.length, promotions: content.promotions.length },
    });
  }
  return { version, sha256: sha256(text), body };
}
