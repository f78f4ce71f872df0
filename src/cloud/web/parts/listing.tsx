/**
 * A table of one page of rows with its states: loading, failed, empty, shown. Columns that hold numbers
 * stand to the right. A row may lead somewhere; then a link in it must lead there too, for the keyboard.
 */
import type { MouseEvent, ReactNode } from 'react';
import { useLocation } from 'wouter';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { Failure } from './failure.tsx';
import { RowsLoading } from './loading.tsx';

export interface Column<T> {
  readonly name: Text;
  readonly cell: (row: T) => ReactNode;
  readonly align?: 'right';
  /** May be broken into lines; the other columns are as wide as they need. */
  readonly wide?: boolean;
  /** Left out where there is no room for everything. */
  readonly deskOnly?: boolean;
  /** The name is only for those who cannot see what stands there. */
  readonly nameHidden?: boolean;
}

interface ListingProps<T> {
  readonly label: Text;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[] | undefined;
  readonly rowKey: (row: T) => string;
  readonly error?: Error | null;
  readonly again?: () => void;
  readonly empty: ReactNode;
  readonly rowClass?: (row: T) => string;
  /** Where a click on the row leads. */
  readonly rowTo?: (row: T) => string;
  /** How many rows stand there while they load. */
  readonly expectedRows?: number;
}

export function Listing<T>(props: ListingProps<T>) {
  const { say } = useLanguage();
  const { columns, rows } = props;
  if (!rows && props.error) {
    return <Failure error={props.error} {...(props.again ? { again: props.again } : {})} />;
  }
  if (rows?.length === 0) return props.empty;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-scroll" aria-label={say(props.label)} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name.en} scope="col" className={classOf(column)}>
                {column.nameHidden ? (
                  <span className="visually-hidden">{say(column.name)}</span>
                ) : (
                  say(column.name)
                )}
              </th>
            ))}
          </tr>
        </thead>
        {rows ? (
          <tbody>
            {rows.map((row) => (
              <Row key={props.rowKey(row)} row={row} listing={props} />
            ))}
          </tbody>
        ) : (
          <RowsLoading columns={columns.length} rows={props.expectedRows ?? 8} />
        )}
      </table>
    </section>
  );
}

function Row<T>({ row, listing }: { row: T; listing: ListingProps<T> }) {
  const [, go] = useLocation();
  const { rowTo, rowClass, columns } = listing;
  const follow = (event: MouseEvent<HTMLElement>) => {
    const onControl = (event.target as HTMLElement).closest('a, button') !== null;
    const selecting = String(getSelection() ?? '') !== '';
    if (rowTo && !onControl && !selecting) go(rowTo(row));
  };
  const classes = `${rowTo ? 'leads' : ''} ${rowClass?.(row) ?? ''}`.trim();
  return (
    // The link in the row serves the keyboard.
    <tr className={classes} onClick={follow}>
      {columns.map((column) => (
        <td key={column.name.en} className={classOf(column)}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

function classOf<T>(column: Column<T>): string {
  const classes = [
    ...(column.align === 'right' ? ['right'] : []),
    ...(column.wide ? ['wide'] : []),
    ...(column.deskOnly ? ['desk-only'] : []),
  ];
  return classes.join(' ');
}
