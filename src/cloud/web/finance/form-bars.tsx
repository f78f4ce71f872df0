/** The rows of a form as bars, each as long as its net; the numbers stand beside them, what is below nothing is said. */
import type { FormGroup, FormRow } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { Money } from '../parts/money.tsx';
import { keyWords } from './form-words.ts';

/** More would be a picture of a table. */
const barsMax = 31;

interface FormBarsProps {
  readonly by: readonly FormGroup[];
  readonly rows: readonly FormRow[];
  /** What a bar is as long as. */
  readonly of: 'netMinor' | 'actualMinor';
}

export function FormBars({ by, rows, of }: FormBarsProps) {
  const { say } = useLanguage();
  const shown = rows.slice(0, barsMax);
  const longest = Math.max(1, ...shown.map((row) => Math.abs(row[of])));
  return (
    <ol className="bars">
      {shown.map((row) => (
        <li key={row.keys.join(' ')}>
          <span className="bar-name">{by.map((group, n) => say(keyWords(group, row, n))).join(' · ')}</span>
          <span className="bar-track" aria-hidden="true">
            <span
              className={row[of] < 0 ? 'bar below' : 'bar'}
              style={{ width: `${(Math.abs(row[of]) / longest) * 100}%` }}
            />
          </span>
          <Money minor={row[of]} />
        </li>
      ))}
    </ol>
  );
}
