/** The secret of one machine from which its signing key is made: drawn at the first start and kept for good. */
import { curveKeyBytes } from '../../domain/curve-keys.ts';
import { Fault } from '../../domain/fault.ts';
import type { TextFile } from '../../platform/atomic-file.ts';
import type { Random } from '../../platform/random.ts';

/** Throws `CONFIG_INVALID` for a file that holds something else. */
export async function loadMachineSeed(file: TextFile, random: Random): Promise<Uint8Array> {
  const kept = await file.load();
  if (kept === undefined) {
    const seed = random.bytes(curveKeyBytes);
    await file.save(`${Buffer.from(seed).toString('base64url')}\n`);
    return seed;
  }
  const seed = Buffer.from(kept.trim(), 'base64url');
  if (seed.length !== curveKeyBytes) throw new Fault('CONFIG_INVALID', 'read the key of this machine');
  return seed;
}
