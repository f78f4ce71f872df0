/** One choice out of a list, with its label. */
import { useId } from 'react';

interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly wrong?: string | undefined;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  readonly change: (value: string) => void;
}

export function SelectField({ label, value, wrong, options, change }: SelectFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="typed"
        value={value}
        aria-invalid={wrong !== undefined}
        {...(wrong ? { 'aria-describedby': `${id}-says` } : {})}
        onChange={({ target }) => change(target.value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
      {wrong ? (
        <p id={`${id}-says`} className="wrong" role="alert">
          {wrong}
        </p>
      ) : null}
    </div>
  );
}
