/** What stands where something is on its way: the shape of what will come, never a spinner alone. */
import { Skeleton } from '@mantine/core';
import { useLanguage } from '../language/language.tsx';

const texts = {
  loading: { zh: '正在读取…', en: 'Loading…' },
};

export function PageLoading() {
  const { say } = useLanguage();
  return (
    <div className="loading" role="status">
      <span className="visually-hidden">{say(texts.loading)}</span>
      <Skeleton height={28} width={220} radius="sm" />
      <Skeleton height={88} radius="md" />
      <Skeleton height={260} radius="md" />
    </div>
  );
}

/** Rows of a table on their way. */
export function RowsLoading({ columns, rows = 8 }: { columns: number; rows?: number }) {
  const { say } = useLanguage();
  const places = Array.from({ length: rows }, (_, row) => `row-${row}`);
  return (
    <tbody>
      {places.map((place, row) => (
        <tr key={place}>
          <td colSpan={columns}>
            {row === 0 ? <span className="visually-hidden">{say(texts.loading)}</span> : null}
            <Skeleton height={18} radius="sm" width={`${92 - ((row * 13) % 30)}%`} />
          </td>
        </tr>
      ))}
    </tbody>
  );
}
