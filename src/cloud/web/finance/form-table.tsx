/** The rows of a form with its total at the foot; every row and the total lead to their payments. */
import { Link, useLocation } from 'wouter';
import { amountTexts, formColumns, groupNames } from '../../../look/form-texts.ts';
import { say as sayIn } from '../../../look/say.ts';
import type { Answer } from '../../../wire/rest.ts';
import type { FormAmounts, FormRow } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { Money } from '../parts/money.tsx';
import { financeTexts as texts } from './finance-texts.ts';
import { type FormAddress, paymentsAddress, rowAddress } from './form-address.ts';
import { keyWords } from './form-words.ts';

type ColumnName = keyof FormAmounts & keyof typeof amountTexts;

interface FormTableProps {
  readonly address: FormAddress;
  readonly form: Answer<'readForm'>;
}

export function FormTable({ address, form }: FormTableProps) {
  const { say } = useLanguage();
  const { form: kind, by } = address;
  const columns: readonly ColumnName[] = kind === 'difference' ? [] : formColumns[kind];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={say(texts.form)} tabIndex={0}>
      <table className="table form-table">
        <thead>
          <tr>
            {by.map((group) => (
              <th key={group} scope="col">
                {say(groupNames[group])}
              </th>
            ))}
            {columns.map((column) => (
              <th key={column} scope="col" className="right">
                {say(amountTexts[column])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {form.rows.map((row) => (
            <FormTableRow key={row.keys.join(' ')} address={address} row={row} columns={columns} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={by.length}>
              <Link href={paymentsAddress(address)}>{say(texts.total)}</Link>
            </th>
            {columns.map((column) => (
              <td key={column} className="right">
                <Amount amounts={form.total} column={column} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

interface FormTableRowProps {
  readonly address: FormAddress;
  readonly row: FormRow;
  readonly columns: readonly ColumnName[];
}

function FormTableRow({ address, row, columns }: FormTableRowProps) {
  const { say, language } = useLanguage();
  const [, go] = useLocation();
  const to = rowAddress(address, row);
  const words = address.by.map((group, n) => say(keyWords(group, row, n)));
  return (
    // The link in the row serves the keyboard.
    <tr className={to ? 'leads' : ''} onClick={() => to && go(to)}>
      {words.map((word, n) => (
        <td key={address.by[n]} className="wide">
          {to && n === words.length - 1 ? (
            <Link href={to} aria-label={sayIn(texts.rowLink, language, { name: words.join(' · ') })}>
              {word}
            </Link>
          ) : (
            word
          )}
        </td>
      ))}
      {columns.map((column) => (
        <td key={column} className="right">
          <Amount amounts={row} column={column} />
        </td>
      ))}
    </tr>
  );
}

function Amount({ amounts, column }: { amounts: FormAmounts; column: ColumnName }) {
  if (column.endsWith('Minor')) return <Money minor={amounts[column]} />;
  return <span className="number">{amounts[column]}</span>;
}
