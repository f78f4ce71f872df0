/** A few ways beside each other, of which one is chosen. */
interface PillsProps<T extends string> {
  readonly label: string;
  readonly chosen: T;
  readonly options: readonly { readonly value: T; readonly name: string }[];
  readonly choose: (value: T) => void;
}

export function Pills<T extends string>({ label, chosen, options, choose }: PillsProps<T>) {
  return (
    <fieldset className="pills">
      <legend className="unseen">{label}</legend>
      {options.map(({ value, name }) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}
