/** Which rows came in while the list was being looked at. */
import { useRef } from 'react';

/** `list` names what is looked at: another list begins anew. */
export function useFreshIds(ids: readonly string[] | undefined, list: string): ReadonlySet<string> {
  const known = useRef<{ list: string; first: ReadonlySet<string> } | undefined>(undefined);
  if (ids === undefined) return new Set();
  if (known.current?.list !== list) known.current = { list, first: new Set(ids) };
  const { first } = known.current;
  return new Set(ids.filter((id) => !first.has(id)));
}
