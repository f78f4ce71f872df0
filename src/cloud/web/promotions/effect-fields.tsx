/** The fields of each kind of promotion. */
import { CloseButton, MultiSelect, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Text } from '../../../domain/text.ts';
import { useLanguage } from '../language/language.tsx';
import { MoneyField } from '../parts/money-field.tsx';
import type { Problems } from '../products/product-draft.ts';
import { type EffectKind, effectNames } from './effect-words.ts';
import type { PromotionDraft, PromotionField } from './promotion-draft.ts';
import { promotionTexts as texts } from './promotion-texts.ts';
import type { ProductNames } from './use-product-names.ts';

export interface PromotionFieldsProps {
  readonly draft: PromotionDraft;
  readonly problems: Problems<PromotionField>;
  readonly set: (part: Partial<PromotionDraft>) => void;
}

interface EffectFieldsProps extends PromotionFieldsProps {
  readonly names: ProductNames;
}

/** The choice of the kind, and its own fields below. */
export function EffectFields(props: EffectFieldsProps) {
  const { say } = useLanguage();
  const Fields = fieldsOf[props.draft.kind];
  return (
    <>
      <Select
        label={say(texts.kind)}
        data={(Object.keys(effectNames) as EffectKind[]).map((kind) => ({
          value: kind as string,
          label: say(effectNames[kind]),
        }))}
        value={props.draft.kind}
        allowDeselect={false}
        onChange={(kind) => props.set({ kind: (kind ?? 'percentOff') as EffectKind })}
      />
      <Fields {...props} />
    </>
  );
}

const fieldsOf: Readonly<Record<EffectKind, (props: EffectFieldsProps) => ReactNode>> = {
  percentOff: (props) => <PercentField {...props} />,
  amountOff: (props) => <AmountField field="amount" label={texts.amount} {...props} />,
  fixedPrice: (props) => <AmountField field="price" label={texts.price} {...props} />,
  nForM: (props) => (
    <div className="form-pair">
      <CountField field="take" label={texts.take} {...props} />
      <CountField field="pay" label={texts.pay} {...props} />
    </div>
  ),
  nthOff: (props) => (
    <div className="form-pair">
      <CountField field="every" label={texts.every} {...props} />
      <PercentField {...props} />
    </div>
  ),
  bundle: (props) => <BundleFields {...props} />,
  basketAmountOff: (props) => (
    <div className="form-pair">
      <AmountField field="minSpend" label={texts.minSpend} {...props} />
      <AmountField field="amount" label={texts.amount} {...props} />
    </div>
  ),
  memberPrice: () => <MemberPriceHint />,
};

function MemberPriceHint() {
  const { say } = useLanguage();
  return <p className="quiet">{say(texts.memberHint)}</p>;
}

function PercentField({ draft, problems, set }: EffectFieldsProps) {
  const { say } = useLanguage();
  return (
    <TextInput
      label={say(texts.percent)}
      description={say(texts.percentHint)}
      inputMode="decimal"
      rightSection={<span className="field-word">%</span>}
      value={draft.percent}
      error={problems.percent ? say(problems.percent) : undefined}
      onChange={(event) => set({ percent: event.currentTarget.value })}
    />
  );
}

interface NamedFieldProps<F extends PromotionField> extends EffectFieldsProps {
  readonly field: F;
  readonly label: Text;
}

function AmountField({
  field,
  label,
  draft,
  problems,
  set,
}: NamedFieldProps<'amount' | 'price' | 'minSpend'>) {
  return (
    <MoneyField
      label={label}
      value={draft[field]}
      problem={problems[field]}
      changed={(typed) => set({ [field]: typed })}
    />
  );
}

function CountField({ field, label, draft, problems, set }: NamedFieldProps<'take' | 'pay' | 'every'>) {
  const { say } = useLanguage();
  return (
    <TextInput
      label={say(label)}
      inputMode="numeric"
      value={draft[field]}
      error={problems[field] ? say(problems[field]) : undefined}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
    />
  );
}

function BundleFields(props: EffectFieldsProps) {
  const { say } = useLanguage();
  const { draft, problems, set, names } = props;
  const chosen = draft.parts.map((part) => part.productId);
  const choose = (ids: string[]) =>
    set({
      parts: ids.map(
        (id) => draft.parts.find((part) => part.productId === id) ?? { productId: id, quantity: 1 },
      ),
    });
  return (
    <>
      <MultiSelect
        label={say(texts.parts)}
        data={names.products.map((product) => ({ value: product.productId, label: say(product.name) }))}
        value={chosen}
        onChange={choose}
        maxValues={10}
        searchable
        error={problems.parts ? say(problems.parts) : undefined}
      />
      <ul className="bundle-parts">
        {draft.parts.map((part) => (
          <li key={part.productId}>
            <span>{say(names.nameOf(part.productId))}</span>
            <Select
              aria-label={`${say(texts.quantity)}: ${say(names.nameOf(part.productId))}`}
              className="narrow"
              data={Array.from({ length: 20 }, (_, n) => String(n + 1))}
              value={String(part.quantity)}
              allowDeselect={false}
              onChange={(quantity) =>
                set({ parts: withQuantity(draft.parts, part.productId, Number(quantity)) })
              }
            />
            <CloseButton
              aria-label={`${say(texts.remove)}: ${say(names.nameOf(part.productId))}`}
              onClick={() => choose(chosen.filter((id) => id !== part.productId))}
            />
          </li>
        ))}
      </ul>
      <AmountField field="price" label={texts.price} {...props} />
    </>
  );
}

function withQuantity(
  parts: PromotionDraft['parts'],
  productId: string,
  quantity: number,
): PromotionDraft['parts'] {
  return parts.map((part) => (part.productId === productId ? { productId, quantity } : part));
}
