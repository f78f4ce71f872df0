/** The three rules of a list: its order, and from which price and which quantity on goods are marked. */
import { NativeSelect, NumberInput } from '@mantine/core';
import { type DisplayRules, type LineOrder, lineOrderSchema } from '../../../domain/display-rules.ts';
import { useLanguage } from '../language/language.tsx';
import { displayTexts, orderNames } from './display-words.ts';

interface RuleFieldsProps {
  readonly rules: DisplayRules;
  readonly set: (part: Partial<DisplayRules>) => void;
}

/** An empty threshold marks nothing. */
export function RuleFields({ rules, set }: RuleFieldsProps) {
  const { say } = useLanguage();
  const numberOf = (value: string | number) => (value === '' ? null : Number(value));
  return (
    <div className="form-pair">
      <NativeSelect
        label={say(displayTexts.order)}
        data={lineOrderSchema.options.map((order) => ({ value: order, label: say(orderNames[order]) }))}
        value={rules.order}
        onChange={(event) => set({ order: event.currentTarget.value as LineOrder })}
      />
      <NumberInput
        label={say(displayTexts.dear)}
        placeholder={say(displayTexts.none)}
        value={rules.dearOverMinor === null ? '' : rules.dearOverMinor / 100}
        min={0}
        max={1_000_000}
        decimalScale={2}
        onChange={(value) => {
          const typed = numberOf(value);
          set({ dearOverMinor: typed === null ? null : Math.round(typed * 100) });
        }}
      />
      <NumberInput
        label={say(displayTexts.many)}
        placeholder={say(displayTexts.none)}
        value={rules.manyOver ?? ''}
        min={1}
        max={999}
        allowDecimal={false}
        onChange={(value) => set({ manyOver: numberOf(value) })}
      />
    </div>
  );
}
