/** The form of goods that came in, or of a correction; a scanned code fills it in. */
import { Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { GoodsInFacts } from '../../../domain/goods-in-facts.ts';
import { localTime } from '../../../domain/local-time.ts';
import type { GoodsInEntryView } from '../../../wire/rest.ts';
import { useLanguage } from '../language/language.tsx';
import { FormFoot, FormPart } from '../parts/form-shell.tsx';
import { dateForm, readDate, TypedField } from '../parts/typed-field.tsx';
import { useProductNames } from '../promotions/use-product-names.ts';
import { useRest } from '../rest/use-rest.ts';
import { useSession } from '../session/session.tsx';
import { useNow } from '../time/clock-context.tsx';
import {
  emptyGoodsIn,
  filledBy,
  type GoodsInDraft,
  type GoodsInDraftField,
  type GoodsInProblems,
  goodsInDraft,
  goodsInOf,
} from './goods-in-draft.ts';
import { goodsInTexts as texts } from './goods-in-texts.ts';
import { ScanField } from './scan-field.tsx';

interface GoodsInFormProps {
  /** Absent for goods that just came in. */
  readonly entry: GoodsInEntryView | undefined;
  readonly busy: boolean;
  readonly save: (facts: GoodsInFacts) => void;
  readonly withdraw: (entry: GoodsInEntryView) => void;
  readonly close: () => void;
}

interface FieldsProps {
  readonly draft: GoodsInDraft;
  readonly problems: GoodsInProblems;
  readonly set: (part: Partial<GoodsInDraft>) => void;
}

export function GoodsInForm({ entry, busy, save, withdraw, close }: GoodsInFormProps) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const nowMs = useNow();
  const [draft, setDraft] = useState(entry ? goodsInDraft(entry) : emptyGoodsIn);
  const [tried, setTried] = useState(false);
  const made = goodsInOf(draft, entry?.id, localTime(nowMs, merchant.timeZone).dateIso);
  const fields: FieldsProps = {
    draft,
    problems: tried && 'problems' in made ? made.problems : {},
    set: (part) => setDraft((before) => ({ ...before, ...part })),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('facts' in made) save(made.facts);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <ScanField read={(reading) => setDraft((before) => filledBy(before, reading))} />
      <Goods {...fields} />
      <Dates {...fields} />
      <Rules {...fields} />
      <HowMany {...fields} />
      <p className="quiet">{say(entry ? texts.correctHint : texts.effect)}</p>
      <FormFoot busy={busy} close={close} remove={entry ? () => withdraw(entry) : undefined} />
    </form>
  );
}

interface PlainFieldProps extends FieldsProps {
  readonly name: GoodsInDraftField;
  readonly hint?: (typeof texts)[keyof typeof texts];
  readonly numeric?: boolean;
}

function PlainField({ draft, problems, set, name, hint, numeric }: PlainFieldProps) {
  const { say } = useLanguage();
  const label = name === 'productId' ? texts.product : name === 'patternId' ? texts.pattern : undefined;
  const own = label ?? texts[name as Exclude<GoodsInDraftField, 'productId' | 'patternId' | 'promotionId'>];
  return (
    <TextInput
      label={say(own)}
      description={hint ? say(hint) : undefined}
      value={draft[name]}
      error={problems[name] ? say(problems[name]) : undefined}
      {...(numeric ? { inputMode: 'numeric' as const } : {})}
      onChange={(event) => set({ [name]: event.currentTarget.value })}
    />
  );
}

function Goods(props: FieldsProps) {
  const { say } = useLanguage();
  const { draft, problems, set } = props;
  const { products, nameOf } = useProductNames();
  const known = [...new Set([...products.map(({ productId }) => productId), draft.productId])].filter(
    Boolean,
  );
  return (
    <FormPart title={texts.what}>
      <Select
        label={say(texts.product)}
        data={known.map((value) => ({ value, label: say(nameOf(value)) }))}
        value={draft.productId || null}
        searchable
        error={problems.productId ? say(problems.productId) : undefined}
        onChange={(productId) => set({ productId: productId ?? '' })}
      />
      <div className="form-pair">
        <PlainField {...props} name="lot" hint={texts.lotHint} />
        <PlainField {...props} name="serial" hint={texts.serialHint} />
      </div>
    </FormPart>
  );
}

function Dates(props: FieldsProps) {
  const { draft, problems, set } = props;
  const date = (name: 'producedOn' | 'expiresOn', hint?: (typeof texts)[keyof typeof texts]) => (
    <TypedField
      label={texts[name]}
      form={dateForm}
      example="2026-08-28"
      value={draft[name]}
      problem={problems[name]}
      {...(hint ? { hint } : {})}
      read={readDate}
      changed={(value) => set({ [name]: value })}
    />
  );
  return (
    <FormPart title={texts.when}>
      <div className="form-pair">
        {date('producedOn')}
        <PlainField {...props} name="shelfLifeDays" hint={texts.shelfLifeHint} numeric />
      </div>
      {date('expiresOn', texts.expiresHint)}
    </FormPart>
  );
}

function Rules({ draft, problems, set }: FieldsProps) {
  const { say } = useLanguage();
  const patterns = useRest('readCodePatterns').data?.published?.patterns ?? [];
  const promotions = useRest('listPromotions', { query: { limit: 200 } }).data?.items ?? [];
  return (
    <FormPart title={texts.how}>
      <Select
        label={say(texts.pattern)}
        description={say(texts.patternHint)}
        placeholder={say(texts.noneChosen)}
        data={patterns.map(({ patternId, description }) => ({
          value: patternId,
          label: description || patternId,
        }))}
        value={draft.patternId || null}
        clearable
        error={problems.patternId ? say(problems.patternId) : undefined}
        onChange={(patternId) => set({ patternId: patternId ?? '' })}
      />
      <Select
        label={say(texts.promotion)}
        description={say(texts.promotionHint)}
        placeholder={say(texts.noneChosen)}
        data={promotions.map(({ promotionId, name }) => ({ value: promotionId, label: say(name) }))}
        value={draft.promotionId || null}
        clearable
        error={problems.promotionId ? say(problems.promotionId) : undefined}
        onChange={(promotionId) => set({ promotionId: promotionId ?? '' })}
      />
    </FormPart>
  );
}

function HowMany(props: FieldsProps) {
  return (
    <FormPart title={texts.howMany}>
      <div className="form-pair">
        <PlainField {...props} name="quantity" numeric />
        <PlainField {...props} name="note" hint={texts.noteHint} />
      </div>
    </FormPart>
  );
}
