/** A JSON column: parsed when read, JSON text when written, so that both database engines agree. */
import type { ColumnType } from 'kysely';

export type JsonColumn<T> = ColumnType<T, string, string>;
