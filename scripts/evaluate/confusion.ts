/** What was told beside what was there, counted: rows are what was there. */

export interface Confusion<T extends string> {
  readonly classes: readonly T[];
  /** By what was there, then by what was told. */
  readonly counts: Readonly<Record<T, Readonly<Record<T, number>>>>;
  /** Of each class, the share that was told right; undefined where there was none. */
  readonly recall: Readonly<Record<T, number | undefined>>;
  /** The mean of those shares, so that a frequent class does not outweigh a rare one. */
  readonly balanced: number;
}

export function confusionOf<T extends string>(
  classes: readonly T[],
  told: readonly { readonly there: T; readonly told: T }[],
): Confusion<T> {
  const of = <V>(value: (one: T) => V) =>
    Object.fromEntries(classes.map((one) => [one, value(one)])) as Record<T, V>;
  const counts = of((there) =>
    of((as) => told.filter((one) => one.there === there && one.told === as).length),
  );
  const total = (there: T) => classes.reduce((sum, as) => sum + counts[there][as], 0);
  const recall = of((there) => (total(there) === 0 ? undefined : counts[there][there] / total(there)));
  const shares = classes.map((one) => recall[one]).filter((share) => share !== undefined);
  const balanced = shares.reduce((sum, share) => sum + share, 0) / (shares.length || 1);
  return { classes, counts, recall, balanced };
}

export function confusionTable<T extends string>({
  classes,
  counts,
  recall,
  balanced,
}: Confusion<T>): string {
  const wide = Math.max(...classes.map(({ length }) => length), 9) + 2;
  const row = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(wide))
      .join('')
      .trimEnd();
  const share = (value: number | undefined) => (value === undefined ? '-' : `${(100 * value).toFixed(1)} %`);
  return [
    row(['there', ...classes, 'right']),
    ...classes.map((there) =>
      row([there, ...classes.map((as) => String(counts[there][as])), share(recall[there])]),
    ),
    `mean of the shares told right: ${share(balanced)}`,
  ].join('\n');
}
