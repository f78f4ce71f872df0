/** How a member wants their list; what is left empty is as each site has it. */
import { NativeSelect, NumberInput } from '@mantine/core';
import { type DisplayWish, type LineOrder, lineOrderSchema } from '../../../domain/display-rules.ts';
import { useLanguage } from '../language/language.tsx';
import { displayTexts, orderNames } from '../machines/display-words.ts';
import { memberPageTexts as texts } from './member-texts.ts';

interface WishFieldsProps {
  readonly wish: DisplayWish;
  readonly set: (wish: DisplayWish) => void;
}

/** A wish without this part of it, or with another. */
function changed<K extends keyof DisplayWish>(
  wish: DisplayWish,
  part: K,
  value: DisplayWish[K] | '',
): DisplayWish {
  const { [part]: _before, ...rest } = wish;
  return value === '' ? rest : { ...rest, [part]: value };
}

export function WishFields({ wish, set }: WishFieldsProps) {
  const { say } = useLanguage();
  const orders = lineOrderSchema.options.map((order) => ({ value: order, label: say(orderNames[order]) }));
  const dear = wish.dearOverMinor ?? undefined;
  return (
    <div className="form-pair">
      <NativeSelect
        label={say(displayTexts.order)}
        data={[{ value: '', label: say(texts.asSiteHas) }, ...orders]}
        value={wish.order ?? ''}
        onChange={(event) => set(changed(wish, 'order', event.currentTarget.value as LineOrder | ''))}
      />
      <NumberInput
        label={say(displayTexts.dear)}
        placeholder={say(texts.asSiteHas)}
        value={dear === undefined ? '' : dear / 100}
        min={0}
        max={1_000_000}
        decimalScale={2}
        onChange={(value) =>
          set(changed(wish, 'dearOverMinor', value === '' ? '' : Math.round(Number(value) * 100)))
        }
      />
      <NumberInput
        label={say(displayTexts.many)}
        placeholder={say(texts.asSiteHas)}
        value={wish.manyOver ?? ''}
        min={1}
        max={999}
        allowDecimal={false}
        onChange={(value) => set(changed(wish, 'manyOver', value === '' ? '' : Number(value)))}
      />
    </div>
  );
}
