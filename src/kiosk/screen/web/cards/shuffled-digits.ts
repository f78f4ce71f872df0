/** The ten digits in an order that nobody can foretell, so that where a finger goes says nothing of the PIN. */
export function shuffledDigits(): readonly string[] {
  const digits = [...'0123456789'];
  for (let last = digits.length - 1; last > 0; last -= 1) {
    const pick = below(last + 1);
    [digits[last], digits[pick]] = [digits[pick] as string, digits[last] as string];
  }
  return digits;
}

/** A fair number below `limit`: what would favour the small ones is drawn again. */
function below(limit: number): number {
  const fair = 256 - (256 % limit);
  const drawn = new Uint8Array(1);
  do crypto.getRandomValues(drawn);
  while ((drawn[0] as number) >= fair);
  return (drawn[0] as number) % limit;
}
