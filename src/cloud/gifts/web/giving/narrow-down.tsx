/** What else may be said of the recipient: when and where they come, and what they have. */

import type { Text } from '../../../../domain/text.ts';
import { categoryName } from '../../../../look/shared-texts.ts';
import type { FeatureDraft } from '../../../../wire/rest-gifts.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { SelectField } from '../parts/select-field.tsx';
import { SwitchRow } from '../parts/switch-row.tsx';
import { describedTexts as texts } from '../texts/giving-texts.ts';
import { type DescribedPart, describe } from './gift-plan.ts';
import type { StepProps } from './whom-step.tsx';

type Described = Extract<FeatureDraft, { kind: 'described' }>;

interface Choice {
  readonly value: string;
  readonly name: Text;
  readonly feature: Described;
}

const range = (name: 'hour' | 'weekday', from: number, to: number): Described => ({
  ...{ kind: 'described', operator: 'inRange', name, from, to },
});
const equals = (name: 'machine' | 'category', value: string): Described => ({
  ...{ kind: 'described', operator: 'equals', name, value },
});

const hours: readonly Choice[] = [
  { value: 'morning', name: texts.morning, feature: range('hour', 6, 10) },
  { value: 'noon', name: texts.noon, feature: range('hour', 11, 13) },
  { value: 'afternoon', name: texts.afternoon, feature: range('hour', 14, 17) },
  { value: 'evening', name: texts.evening, feature: range('hour', 18, 23) },
];
const weekdays: readonly Choice[] = [
  { value: 'weekdays', name: texts.weekdays, feature: range('weekday', 1, 5) },
  { value: 'weekend', name: texts.weekend, feature: range('weekday', 6, 7) },
];

/** Which of the choices stands in the plan. */
function chosen(choices: readonly Choice[], described: readonly Described[]): string {
  const told = described.map((one) => JSON.stringify(one));
  return choices.find(({ feature }) => told.includes(JSON.stringify(feature)))?.value ?? '';
}

export function NarrowDown({ plan, change }: Pick<StepProps, 'plan' | 'change'>) {
  const { say } = useGifts();
  const { machines, categories } = useShop();
  const select = (name: DescribedPart, label: Text, choices: readonly Choice[]) => (
    <SelectField
      label={say(label)}
      value={chosen(choices, plan.described)}
      options={[
        { value: '', name: say(texts.any) },
        ...choices.map((choice) => ({ value: choice.value, name: say(choice.name) })),
      ]}
      change={(value) => change(describe(plan, name, choices.find((one) => one.value === value)?.feature))}
    />
  );
  return (
    <details className="more">
      <summary>{say(texts.title)}</summary>
      <div className="fields">
        <p className="quiet small">{say(texts.note)}</p>
        <div className="pair">
          {select('hour', texts.hour, hours)}
          {select('weekday', texts.weekday, weekdays)}
        </div>
        {machines.length > 0
          ? select(
              'machine',
              texts.machine,
              machines.map(({ machineId, name }) => ({
                ...{ value: machineId, name, feature: equals('machine', machineId) },
              })),
            )
          : null}
        {select(
          'category',
          texts.category,
          categories.map(({ category }) => ({
            ...{ value: category, name: categoryName(category), feature: equals('category', category) },
          })),
        )}
        {plan.described.length > 0 ? (
          <SwitchRow
            name={say(texts.strict)}
            note={say(texts.strictNote)}
            checked={plan.strict}
            change={(strict) => change({ ...plan, strict })}
          />
        ) : null}
      </div>
    </details>
  );
}
