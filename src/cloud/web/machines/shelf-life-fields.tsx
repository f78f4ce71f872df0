/** What the site does about the dates of goods: best before, and a clock that nobody has confirmed. */
import { Checkbox, Select } from '@mantine/core';
import type { ShelfLifePolicy } from '../../../domain/shelf-life-policy.ts';
import { useLanguage } from '../language/language.tsx';

const texts = {
  bestBefore: { zh: '过了最佳食用期也不卖', en: 'Nothing past its best-before date is sold' },
  unknown: { zh: '时钟未校准时，带日期的商品', en: 'Dated goods while the clock is unconfirmed' },
  refuse: { zh: '不卖，等时钟校准', en: 'are not sold until it is confirmed' },
  sell: { zh: '照卖，记录未核对', en: 'are sold, on record as unchecked' },
};

interface ShelfLifeFieldsProps {
  readonly policy: ShelfLifePolicy;
  readonly set: (policy: ShelfLifePolicy) => void;
}

export function ShelfLifeFields({ policy, set }: ShelfLifeFieldsProps) {
  const { say } = useLanguage();
  return (
    <>
      <Checkbox
        label={say(texts.bestBefore)}
        checked={policy.bestBeforeBlocks}
        onChange={(event) => set({ ...policy, bestBeforeBlocks: event.currentTarget.checked })}
      />
      <Select
        label={say(texts.unknown)}
        data={(['refuse', 'sell'] as const).map((value) => ({ value, label: say(texts[value]) }))}
        value={policy.whenClockUnknown}
        allowDeselect={false}
        onChange={(value) => set({ ...policy, whenClockUnknown: value === 'sell' ? 'sell' : 'refuse' })}
      />
    </>
  );
}
