/** Which form, grouped by what; and what it is narrowed to, each to be taken away. */
import { Select } from '@mantine/core';
import { channelName, formNames, groupNames } from '../../../look/form-texts.ts';
import { say as sayIn } from '../../../look/say.ts';
import { type FormGroup, type FormKind, formGroups, formKinds } from '../../../wire/rest-forms.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';
import { financeTexts as texts } from './finance-texts.ts';
import { type FilterName, type Filters, type FormAddress, filterNames } from './form-address.ts';
import { useAddressChange } from './use-today.ts';

export function FormChoice({ address: { form, by } }: { address: FormAddress }) {
  const { say } = useLanguage();
  const change = useAddressChange();
  const [first = 'site', second] = by;
  const groups = (names: readonly FormGroup[]) =>
    names.map((group) => ({ value: group as string, label: say(groupNames[group]) }));
  const set = (groupsNow: readonly (string | null | undefined)[]) =>
    change({ by: groupsNow.filter((group) => group).join(',') });
  return (
    <>
      <Select
        aria-label={say(texts.form)}
        data={formKinds.map((kind) => ({ value: kind as string, label: say(formNames[kind]) }))}
        value={form as string}
        onChange={(kind) => change({ form: (kind ?? 'site') as FormKind, by: undefined })}
        allowDeselect={false}
      />
      {form === 'difference' ? null : (
        <>
          <Select
            aria-label={say(texts.by)}
            data={groups(formGroups)}
            value={first as string}
            onChange={(group) => set([group, second === group ? undefined : second])}
            allowDeselect={false}
          />
          <Select
            aria-label={say(texts.andBy)}
            placeholder={say(texts.nothingMore)}
            data={groups(formGroups.filter((group) => group !== first))}
            value={second ?? null}
            onChange={(group) => set([first, group])}
            clearable
          />
        </>
      )}
    </>
  );
}

const filterWords: Readonly<Record<FilterName, keyof typeof groupNames>> = {
  sites: 'site',
  machine: 'machine',
  lot: 'lot',
  client: 'site',
  channel: 'channel',
  product: 'product',
  hour: 'hour',
};

/** What the numbers are narrowed to, as buttons that take it away. */
export function FilterChips({ filters }: { filters: Filters }) {
  const { say, language } = useLanguage();
  const change = useAddressChange();
  const given = filterNames.filter((name) => filters[name] !== undefined);
  if (given.length === 0) return null;
  const wordsOf = (name: FilterName) => {
    const value = filters[name] ?? '';
    if (name === 'channel') return say(channelName(value));
    if (name === 'product' && value === '-') return say(texts.noGoods);
    return name === 'hour' ? `${value.padStart(2, '0')}:00` : value;
  };
  return (
    <p className="filter-chips">
      {given.map((name) => {
        const words = `${say(groupNames[filterWords[name]])}: ${wordsOf(name)}`;
        return (
          <button
            key={name}
            type="button"
            className="chip"
            aria-label={sayIn(texts.without, language, { name: words })}
            onClick={() => change({ [name]: undefined })}
          >
            {words}
            <Icon name="cross" sizePx={14} />
          </button>
        );
      })}
    </p>
  );
}
