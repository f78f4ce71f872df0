/**
 * The key of this machine's template store. In service it comes from systemd (`LoadCredential=faces.key`, 32
 * bytes as base64url), so that the disk alone opens nothing; where there is none, as in a demo, one is drawn
 * when the first face is enrolled and kept in a file of its own. It is never rotated: a lost key loses the
 * templates, and people enrol anew.
 */
import { Fault } from '../../domain/fault.ts';
import type { TextFile } from '../../platform/atomic-file.ts';
import type { Random } from '../../platform/random.ts';

const keyBytes = 32;

export interface FaceKey {
  /** Undefined where none was made yet. Throws `FACE_STORE_UNREADABLE` for what is no key. */
  load(): Promise<Uint8Array | undefined>;
  loadOrMake(): Promise<Uint8Array>;
}

/** `credential` is the file that systemd gives, absent without one; `own` is where a drawn key is kept. */
export function faceKey(credential: TextFile | undefined, own: TextFile, random: Random): FaceKey {
  const load = async () => {
    const text = (await credential?.load()) ?? (await own.load());
    if (text === undefined) return undefined;
    const key = Buffer.from(text.trim(), 'base64url');
    if (key.length !== keyBytes) throw new Fault('FACE_STORE_UNREADABLE', 'read the key of the faces');
    return key;
  };
  return {
    load,
    async loadOrMake() {
      const kept = await load();
      if (kept) return kept;
      const key = random.bytes(keyBytes);
      await own.save(`${Buffer.from(key).toString('base64url')}\n`);
      return key;
    },
  };
}
