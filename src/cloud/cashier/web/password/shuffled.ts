/** Another order of the same things, by the browser's own randomness, each order as likely as every other. */

/** A whole number below `limit`, without the bias of a remainder. */
function below(limit: number): number {
  const range = 256 - (256 % limit);
  const byte = new Uint8Array(1);
  do crypto.getRandomValues(byte);
  while ((byte[0] ?? 0) >= range);
  return (byte[0] ?? 0) % limit;
}

export function shuffled<T>(things: readonly T[]): T[] {
  const mixed = [...things];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = below(at + 1);
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}
