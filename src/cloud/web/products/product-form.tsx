/** The form of one product, new or changed; says what takes effect when. */
import { Autocomplete, SegmentedControl, Select, TagsInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Product } from '../../../domain/product.ts';
import { pictureNames } from '../../../look/pictures.ts';
import { categoryName } from '../../../look/shared-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { FormFoot, FormPart } from '../parts/form-shell.tsx';
import { MoneyField } from '../parts/money-field.tsx';
import { ProductPicture } from '../parts/product-picture.tsx';
import { useSession } from '../session/session.tsx';
import {
  emptyProduct,
  type Problems,
  type ProductDraft,
  type ProductField,
  productDraft,
  productOf,
} from './product-draft.ts';
import { productTexts as texts } from './product-texts.ts';

interface ProductFormProps {
  /** Absent for a new one. */
  readonly product: Product | undefined;
  readonly categories: readonly string[];
  readonly busy: boolean;
  readonly save: (product: Product) => void;
  readonly remove: (product: Product) => void;
  readonly close: () => void;
}

interface FieldsProps {
  readonly draft: ProductDraft;
  readonly problems: Problems<ProductField>;
  readonly set: (part: Partial<ProductDraft>) => void;
}

export function ProductForm({ product, categories, busy, save, remove, close }: ProductFormProps) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const [draft, setDraft] = useState(product ? productDraft(product, merchant.currency) : emptyProduct);
  const [tried, setTried] = useState(false);
  const made = productOf(draft, product, merchant.currency);
  const fields: FieldsProps = {
    draft,
    problems: tried && 'problems' in made ? made.problems : {},
    set: (part) => setDraft({ ...draft, ...part }),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('product' in made) save(made.product);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <Names {...fields} isNew={product === undefined} categories={categories} />
      <Prices {...fields} />
      <Codes {...fields} />
      {product && product.options.length > 0 ? <Options product={product} /> : null}
      <p className="quiet">{say(texts.effect)}</p>
      <FormFoot busy={busy} close={close} remove={product && (() => remove(product))} />
    </form>
  );
}

function Names({
  draft,
  problems,
  set,
  isNew,
  categories,
}: FieldsProps & { isNew: boolean; categories: readonly string[] }) {
  const { say } = useLanguage();
  const error = (field: ProductField) => (problems[field] ? say(problems[field]) : undefined);
  return (
    <FormPart title={texts.what}>
      <div className="form-pair">
        <TextInput
          label={say(texts.nameZh)}
          value={draft.nameZh}
          error={error('nameZh')}
          onChange={(event) => set({ nameZh: event.currentTarget.value })}
        />
        <TextInput
          label={say(texts.nameEn)}
          value={draft.nameEn}
          error={error('nameEn')}
          onChange={(event) => set({ nameEn: event.currentTarget.value })}
        />
        <TextInput
          label={say(texts.id)}
          value={draft.productId}
          disabled={!isNew}
          error={error('productId')}
          onChange={(event) => set({ productId: event.currentTarget.value })}
        />
        <Autocomplete
          label={say(texts.category)}
          data={[...categories]}
          description={say(categoryName(draft.category))}
          value={draft.category}
          error={error('category')}
          renderOption={({ option }) => say(categoryName(option.value))}
          onChange={(category) => set({ category })}
        />
        <PictureField draft={draft} problems={problems} set={set} />
      </div>
    </FormPart>
  );
}

function PictureField({ draft, problems, set }: FieldsProps) {
  const { say } = useLanguage();
  return (
    <div className="with-picture">
      <ProductPicture name={draft.picture} sizePx={58} />
      <Select
        className="grow"
        label={say(texts.picture)}
        data={[...pictureNames]}
        value={draft.picture}
        searchable
        allowDeselect={false}
        error={problems.picture ? say(problems.picture) : undefined}
        renderOption={({ option }) => (
          <span className="with-picture">
            <ProductPicture name={option.value} sizePx={28} />
            {option.value}
          </span>
        )}
        onChange={(picture) => set({ picture: picture ?? 'parcel' })}
      />
    </div>
  );
}

function Prices({ draft, problems, set }: FieldsProps) {
  const { say } = useLanguage();
  const perKg = draft.soldBy === 'weight' ? texts.perKg : texts.perPiece;
  return (
    <FormPart title={texts.prices}>
      <SegmentedControl
        aria-label={say(texts.soldBy)}
        value={draft.soldBy}
        onChange={(soldBy) => set({ soldBy })}
        data={[
          { value: 'piece', label: say(texts.piece) },
          { value: 'weight', label: say(texts.weight) },
        ]}
      />
      <div className="form-pair">
        <MoneyField
          label={texts.price}
          hint={perKg}
          value={draft.price}
          problem={problems.price}
          changed={(price) => set({ price })}
        />
        <MoneyField
          label={texts.memberPrice}
          hint={texts.optional}
          value={draft.memberPrice}
          problem={problems.memberPrice}
          changed={(memberPrice) => set({ memberPrice })}
        />
      </div>
    </FormPart>
  );
}

function Codes({ draft, problems, set }: FieldsProps) {
  const { say } = useLanguage();
  const error = (field: ProductField) => (problems[field] ? say(problems[field]) : undefined);
  return (
    <FormPart title={texts.codes}>
      <TagsInput
        label={say(texts.gtins)}
        description={say(texts.gtinsHint)}
        value={[...draft.gtins]}
        maxTags={20}
        error={error('gtins')}
        onChange={(gtins) => set({ gtins })}
      />
      <div className="form-pair">
        <TextInput
          label={say(texts.articleNo)}
          description={say(texts.articleHint)}
          value={draft.articleNo}
          error={error('articleNo')}
          onChange={(event) => set({ articleNo: event.currentTarget.value })}
        />
        <TextInput
          label={say(texts.shelfLife)}
          description={say(texts.shelfLifeHint)}
          inputMode="numeric"
          value={draft.shelfLifeDays}
          error={error('shelfLifeDays')}
          onChange={(event) => set({ shelfLifeDays: event.currentTarget.value })}
        />
      </div>
    </FormPart>
  );
}

/** What a shopper may choose of a recipe; it is set with the catalogue as a whole. */
function Options({ product }: { product: Product }) {
  const { say } = useLanguage();
  return (
    <FormPart title={texts.options}>
      <ul className="option-list">
        {product.options.map((option) => (
          <li key={option.optionId}>
            <span>{say(option.name)}</span>
            <span className="quiet">
              {option.stepNames
                ? option.stepNames.map(say).join(' · ')
                : `${option.min}–${option.max} ${option.unit}`.trim()}
            </span>
          </li>
        ))}
      </ul>
    </FormPart>
  );
}
