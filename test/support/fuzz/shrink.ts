/** Makes a failing input shorter and plainer for as long as it fails in the same way. */
const triesMax = 2_000;

export async function shrink(
  input: Uint8Array,
  fails: (shorter: Uint8Array) => Promise<boolean>,
): Promise<Uint8Array> {
  let best = input;
  let tries = 0;
  const attempt = async (candidate: Uint8Array) => {
    tries += 1;
    if (tries > triesMax || !(await fails(candidate))) return false;
    best = candidate;
    return true;
  };
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < best.length && tries < triesMax; ) {
      const shorter = Uint8Array.from([...best.subarray(0, at), ...best.subarray(at + size)]);
      if (!(await attempt(shorter))) at += size;
    }
  }
  for (let at = 0; at < best.length && tries < triesMax; at += 1) {
    if (best[at] !== 0x30) await attempt(best.with(at, 0x30));
  }
  return best;
}
