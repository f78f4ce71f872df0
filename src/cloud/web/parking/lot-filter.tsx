/** Which lot is looked at, as the address names it; and any other filter of the same list. */
import { Select } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { useLanguage } from '../language/language.tsx';
import { useRest } from '../rest/use-rest.ts';
import { parkingTexts as texts } from './parking-words.ts';

/** A change of the address that begins at the first page. */
export function useAddressFilter() {
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string | null) =>
    setSearch((before) => {
      const changed = new URLSearchParams(before);
      changed.delete('after');
      if (value === null || value === '') changed.delete(name);
      else changed.set(name, value);
      return changed;
    });
  return [search, set] as const;
}

/** Names of lots by their ids; an id that is not there any more stands for itself. */
export function useLotNames(): (lotId: string) => string {
  const { say } = useLanguage();
  const sites = useRest('listParkingSites');
  const lots = sites.data?.items.flatMap((site) => site.lots) ?? [];
  const names = new Map(lots.map((lot) => [lot.id, say(lot.name)]));
  return (lotId) => names.get(lotId) ?? lotId;
}

export function LotFilter() {
  const { say } = useLanguage();
  const [search, set] = useAddressFilter();
  const sites = useRest('listParkingSites');
  const lots = sites.data?.items.flatMap((site) => site.lots) ?? [];
  return (
    <Select
      aria-label={say(texts.lot)}
      placeholder={say(texts.lot)}
      data={lots.map((lot) => ({ value: lot.id, label: say(lot.name) }))}
      value={search.get('lot')}
      clearable
      searchable
      onChange={(lot) => set('lot', lot)}
    />
  );
}
