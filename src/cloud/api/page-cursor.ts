/** The `after` of a page: the sort key of the last row, as opaque text that only this module reads. */
import { Fault } from '../../domain/fault.ts';

export type CursorKey = readonly (string | number)[];

export function writeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Throws `INPUT_MALFORMED` unless the key has exactly these types. */
export function readCursor<K extends CursorKey>(
  after: string | undefined,
  types: { readonly [I in keyof K]: K[I] extends number ? 'number' : 'string' },
): K | undefined {
  if (after === undefined) return undefined;
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
  } catch (cause) {
    throw new Fault('INPUT_MALFORMED', 'read a page cursor', { cause });
  }
  const fits =
    Array.isArray(key) &&
    key.length === types.length &&
    key.every((part, index) => typeof part === types[index] && !String(part).includes('\0'));
  if (!fits) throw new Fault('INPUT_MALFORMED', 'read a page cursor');
  return key as unknown as K;
}

/** Cuts the one row too many off that says whether there is a next page. */
export function pageFrom<R, T>(
  rows: readonly R[],
  limit: number,
  view: (row: R) => T,
  keyOf: (row: R) => CursorKey,
): { items: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null;
  return { items: shown.map(view), next };
}

/** A LIKE pattern that finds `text` anywhere. */
export function likeAnywhere(text: string): string {
  const plain = text.toWellFormed().replaceAll('\0', '').toLowerCase();
  return `%${plain.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}
