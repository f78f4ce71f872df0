/** Issues coupons of a series that promotions name: how many, until when, signed or short. */
import { Autocomplete, Button, Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { seriesIdPattern } from '../../../domain/coupon.ts';
import type { RequestBody } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { dateTimeForm, TypedField } from '../parts/typed-field.tsx';
import { useSession } from '../session/session.tsx';
import { fromLocalField } from '../time/zone-time.ts';
import { couponTexts as texts } from './coupon-words.ts';

const countMax = 1000;

interface IssueFormProps {
  /** The series that promotions name. */
  readonly known: readonly string[];
  readonly busy: boolean;
  readonly issue: (body: RequestBody<'issueCoupons'>) => void;
}

export function IssueForm({ known, busy, issue }: IssueFormProps) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const [draft, setDraft] = useState({
    ...{ series: known[0] ?? '', zh: '', en: '', count: 10, signed: false, expires: '' },
  });
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const expiresAtMs = fromLocalField(draft.expires, merchant.timeZone);
  const { series, zh, en, count, signed } = draft;
  const fits = seriesIdPattern.test(series) && zh !== '' && en !== '' && expiresAtMs !== undefined;
  return (
    <Stack gap="md">
      <Autocomplete
        label={say(texts.series)}
        description={say(texts.seriesHint)}
        data={[...known]}
        value={series}
        onChange={(chosen) => set({ series: chosen })}
      />
      <TextInput
        label={say(texts.nameZh)}
        value={zh}
        onChange={(event) => set({ zh: event.currentTarget.value })}
      />
      <TextInput
        label={say(texts.nameEn)}
        value={en}
        onChange={(event) => set({ en: event.currentTarget.value })}
      />
      <NumberInput
        label={say(texts.count)}
        min={1}
        max={countMax}
        allowDecimal={false}
        value={count}
        onChange={(number) => set({ count: Number(number) || 1 })}
      />
      <TypedField
        label={texts.expires}
        form={dateTimeForm}
        example="2027-01-31 23:59"
        value={draft.expires}
        read={(typed) => (fromLocalField(typed, merchant.timeZone) === undefined ? undefined : typed)}
        changed={(expires) => set({ expires })}
      />
      <Checkbox
        label={say(texts.signed)}
        description={say(texts.signedHint)}
        checked={signed}
        onChange={(event) => set({ signed: event.currentTarget.checked })}
      />
      <Group justify="flex-end">
        <Button
          loading={busy}
          disabled={!fits}
          onClick={() =>
            expiresAtMs !== undefined && issue({ series, name: { zh, en }, count, signed, expiresAtMs })
          }
        >
          {say(texts.save)}
        </Button>
      </Group>
    </Stack>
  );
}
