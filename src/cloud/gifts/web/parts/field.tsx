/** One thing to type, with its label, what is expected, and what is wrong with it. */
import { type InputHTMLAttributes, useId } from 'react';

interface FieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'value'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong; absent where nothing is. */
  readonly wrong?: string | undefined;
  readonly value: string;
  readonly type?: 'text' | 'tel' | 'search';
  readonly change: (value: string) => void;
}

export function Field({ label, hint, wrong, value, change, className = '', ...more }: FieldProps) {
  const id = useId();
  const says = wrong ?? hint;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        spellCheck={false}
        {...more}
        id={id}
        className={`typed ${className}`}
        value={value}
        aria-invalid={wrong !== undefined}
        {...(says ? { 'aria-describedby': `${id}-says` } : {})}
        onChange={({ target }) => change(target.value)}
      />
      {says ? (
        <p
          id={`${id}-says`}
          className={wrong ? 'wrong' : 'quiet small'}
          {...(wrong ? { role: 'alert' } : {})}
        >
          {says}
        </p>
      ) : null}
    </div>
  );
}
