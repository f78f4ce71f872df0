/** The editor of one promotion: what it does, for which goods, when, and under which conditions. */
import { Checkbox, Chip, MultiSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Promotion } from '../../../domain/promotion.ts';
import { categoryName } from '../../../look/shared-texts.ts';
import { useLanguage } from '../language/language.tsx';
import { FormFoot, FormPart } from '../parts/form-shell.tsx';
import { dateTimeForm, readDateTime, readTime, TypedField, timeForm } from '../parts/typed-field.tsx';
import { useSession } from '../session/session.tsx';
import { EffectFields, type PromotionFieldsProps } from './effect-fields.tsx';
import { dayName, effectText, scopeText, windowText } from './effect-words.ts';
import { allDays, emptyPromotion, promotionDraft, promotionOf } from './promotion-draft.ts';
import { promotionTexts as texts } from './promotion-texts.ts';
import { type ProductNames, useProductNames } from './use-product-names.ts';

interface PromotionFormProps {
  /** Absent for a new one. */
  readonly promotion: Promotion | undefined;
  readonly busy: boolean;
  readonly save: (promotion: Promotion) => void;
  readonly remove: (promotion: Promotion) => void;
  readonly close: () => void;
}

export function PromotionForm({ promotion, busy, save, remove, close }: PromotionFormProps) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const { currency, timeZone } = merchant;
  const names = useProductNames();
  const [draft, setDraft] = useState(
    promotion ? promotionDraft(promotion, currency, timeZone) : emptyPromotion,
  );
  const [tried, setTried] = useState(false);
  const made = promotionOf(draft, currency, timeZone);
  const fields: PromotionFieldsProps = {
    draft,
    problems: tried && 'problems' in made ? made.problems : {},
    set: (part) => setDraft({ ...draft, ...part }),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if ('promotion' in made) save(made.promotion);
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <FormPart title={texts.what}>
        <NameFields {...fields} isNew={promotion === undefined} />
      </FormPart>
      <FormPart title={texts.does}>
        <EffectFields {...fields} names={names} />
      </FormPart>
      <FormPart title={texts.scope}>
        <ScopeFields {...fields} names={names} />
      </FormPart>
      <FormPart title={texts.when}>
        <WindowFields {...fields} />
      </FormPart>
      <FormPart title={texts.conditions}>
        <ConditionFields {...fields} />
      </FormPart>
      {'promotion' in made ? <Reading promotion={made.promotion} names={names} /> : null}
      <p className="quiet">{say(texts.takesEffect)}</p>
      <FormFoot busy={busy} close={close} remove={promotion && (() => remove(promotion))} />
    </form>
  );
}

/** The rule read back in words, so that a slip in a field is seen before it is saved. */
function Reading({ promotion, names }: { promotion: Promotion; names: ProductNames }) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const parts = [
    effectText(promotion.effect, merchant.currency, names.nameOf),
    scopeText(promotion.scope, names.nameOf),
    windowText(promotion.window, merchant.timeZone),
  ];
  return (
    <p className="reading">
      <strong>{say(texts.reads)}</strong>
      {parts.map(say).join(' · ')}
    </p>
  );
}

function NameFields({ draft, problems, set, isNew }: PromotionFieldsProps & { isNew: boolean }) {
  const { say } = useLanguage();
  return (
    <div className="form-pair">
      <TextInput
        label={say(texts.nameZh)}
        value={draft.nameZh}
        error={problems.nameZh ? say(problems.nameZh) : undefined}
        onChange={(event) => set({ nameZh: event.currentTarget.value })}
      />
      <TextInput
        label={say(texts.nameEn)}
        value={draft.nameEn}
        error={problems.nameEn ? say(problems.nameEn) : undefined}
        onChange={(event) => set({ nameEn: event.currentTarget.value })}
      />
      <TextInput
        label={say(texts.id)}
        value={draft.promotionId}
        disabled={!isNew}
        error={problems.promotionId ? say(problems.promotionId) : undefined}
        onChange={(event) => set({ promotionId: event.currentTarget.value })}
      />
      <TextInput
        label={say(texts.priority)}
        description={say(texts.priorityHint)}
        inputMode="numeric"
        value={draft.priority}
        error={problems.priority ? say(problems.priority) : undefined}
        onChange={(event) => set({ priority: event.currentTarget.value })}
      />
    </div>
  );
}

function ScopeFields({ draft, problems, set, names }: PromotionFieldsProps & { names: ProductNames }) {
  const { say } = useLanguage();
  const categories = [...new Set([...names.categories, ...draft.categories])];
  const products = [...new Set([...names.products.map(({ productId }) => productId), ...draft.productIds])];
  return (
    <>
      <MultiSelect
        label={say(texts.categories)}
        description={say(texts.scopeHint)}
        data={categories.map((value) => ({ value, label: say(categoryName(value)) }))}
        value={[...draft.categories]}
        error={problems.categories ? say(problems.categories) : undefined}
        onChange={(chosen) => set({ categories: chosen })}
      />
      <MultiSelect
        label={say(texts.products)}
        data={products.map((value) => ({ value, label: say(names.nameOf(value)) }))}
        value={[...draft.productIds]}
        searchable
        error={problems.productIds ? say(problems.productIds) : undefined}
        onChange={(chosen) => set({ productIds: chosen })}
      />
      <Checkbox
        label={say(texts.namedOnly)}
        description={say(texts.namedOnlyHint)}
        checked={draft.namedOnly}
        onChange={(event) => set({ namedOnly: event.currentTarget.checked })}
      />
    </>
  );
}

function WindowFields({ draft, problems, set }: PromotionFieldsProps) {
  const { say } = useLanguage();
  const field = (name: 'from' | 'until' | 'fromTime' | 'untilTime', isTime: boolean) => (
    <TypedField
      label={texts[name]}
      {...(name === 'untilTime' ? { hint: texts.timeHint } : {})}
      form={isTime ? timeForm : dateTimeForm}
      example={isTime ? '17:30' : '2026-08-28 17:30'}
      value={draft[name]}
      problem={problems[name]}
      read={isTime ? readTime : readDateTime}
      changed={(value) => set({ [name]: value })}
    />
  );
  return (
    <>
      <div className="form-pair">
        {field('from', false)}
        {field('until', false)}
      </div>
      <Chip.Group
        multiple
        value={draft.days.map(String)}
        onChange={(chosen: string[]) => set({ days: chosen.map(Number).sort() })}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: the fieldset around it has the legend */}
        <div className="chips" role="group" aria-label={say(texts.days)}>
          {allDays.map((day) => (
            <Chip key={day} value={String(day)} size="sm">
              {say(dayName(day))}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      {problems.days ? <p className="text-bad">{say(problems.days)}</p> : null}
      <div className="form-pair">
        {field('fromTime', true)}
        {field('untilTime', true)}
      </div>
    </>
  );
}

function ConditionFields({ draft, problems, set }: PromotionFieldsProps) {
  const { say } = useLanguage();
  return (
    <>
      <Checkbox
        label={say(texts.exclusive)}
        checked={draft.exclusive}
        onChange={(event) => set({ exclusive: event.currentTarget.checked })}
      />
      <Checkbox
        label={say(texts.membersOnly)}
        checked={draft.membersOnly}
        onChange={(event) => set({ membersOnly: event.currentTarget.checked })}
      />
      <TextInput
        label={say(texts.coupon)}
        description={say(texts.couponHint)}
        value={draft.coupon}
        error={problems.coupon ? say(problems.coupon) : undefined}
        onChange={(event) => set({ coupon: event.currentTarget.value })}
      />
    </>
  );
}
