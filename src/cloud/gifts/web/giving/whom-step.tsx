/** For whom it is: one way to know the recipient, and what may be said of them beside it. */
import { type FormEvent, useState } from 'react';
import { Icon } from '../../../../look/icon.tsx';
import type { IconName } from '../../../../look/icons.ts';
import { phoneMax } from '../gift-limits.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { Field } from '../parts/field.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { SwitchRow } from '../parts/switch-row.tsx';
import { givingTexts as texts, whomTexts } from '../texts/giving-texts.ts';
import { type GiftPlan, type WhomKind, whomKinds, whomProblem } from './gift-plan.ts';
import { NarrowDown } from './narrow-down.tsx';

export interface StepProps {
  readonly plan: GiftPlan;
  readonly change: (plan: GiftPlan) => void;
  readonly next: () => void;
}

const icons: Readonly<Record<WhomKind, IconName>> = {
  pickupCode: 'qr',
  phone: 'phone',
  memberCode: 'barcode',
  face: 'people',
};

export function WhomStep({ plan, change, next }: StepProps) {
  const { say } = useGifts();
  const { machines } = useShop();
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (whomProblem(plan) === undefined) next();
  };
  const kinds = whomKinds.filter((kind) => kind !== 'face' || machines.length > 0);
  return (
    <>
      <PageHead title={say(whomTexts.title)} note={say(whomTexts.note)} backTo="/">
        <p className="quiet small">{say(texts.steps, { at: 1 })}</p>
      </PageHead>
      <form onSubmit={submit} noValidate>
        <fieldset>
          <legend className="unseen">{say(whomTexts.title)}</legend>
          {kinds.map((kind) => (
            <label key={kind} className="row">
              <span className="row-icon">
                <Icon name={icons[kind]} />
              </span>
              <span className="row-words">
                <strong>{say(whomTexts[kind])}</strong>
                <span>{say(whomTexts[`${kind}Note`])}</span>
              </span>
              <input
                type="radio"
                name="whom"
                checked={plan.whom === kind}
                onChange={() => change({ ...plan, whom: kind })}
              />
            </label>
          ))}
        </fieldset>
        <WhomFields plan={plan} change={change} tried={tried} />
        {plan.whom === 'pickupCode' ? null : (
          <SwitchRow
            name={say(whomTexts.alsoPickup)}
            note={say(whomTexts.alsoPickupNote)}
            checked={plan.alsoPickup}
            change={(alsoPickup) => change({ ...plan, alsoPickup })}
          />
        )}
        <NarrowDown plan={plan} change={change} />
        <button type="submit" className="primary">
          {say(whomTexts.next)}
        </button>
      </form>
    </>
  );
}

type FieldsProps = Pick<StepProps, 'plan' | 'change'> & { readonly tried: boolean };

/** What has to be typed for the way that was chosen. */
function WhomFields({ plan, change, tried }: FieldsProps) {
  const { say } = useGifts();
  const { machines } = useShop();
  const problem = tried ? whomProblem(plan) : undefined;
  const wrong = (name: NonNullable<typeof problem>) =>
    problem === name ? say(whomTexts[`${name}Odd`]) : undefined;
  switch (plan.whom) {
    case 'pickupCode':
      return null;
    case 'phone':
      return (
        <Field
          label={say(whomTexts.phoneLabel)}
          wrong={wrong('phone')}
          type="tel"
          autoComplete="off"
          maxLength={phoneMax}
          value={plan.phone}
          change={(phone) => change({ ...plan, phone })}
        />
      );
    case 'memberCode':
      return (
        <Field
          label={say(whomTexts.memberCodeLabel)}
          hint={say(whomTexts.memberCodeHint)}
          wrong={wrong('memberCode')}
          autoComplete="off"
          maxLength={32}
          value={plan.memberCode}
          change={(memberCode) => change({ ...plan, memberCode })}
        />
      );
    case 'face':
      return (
        <>
          <SelectField
            label={say(whomTexts.machineIdLabel)}
            wrong={wrong('machineId')}
            value={plan.machineId}
            options={[
              { value: '', name: say(whomTexts.choose) },
              ...machines.map(({ machineId, name }) => ({ value: machineId, name: say(name) })),
            ]}
            change={(machineId) => change({ ...plan, machineId })}
          />
          <Field
            label={say(whomTexts.tagLabel)}
            hint={say(whomTexts.tagHint)}
            wrong={wrong('tag')}
            autoComplete="off"
            maxLength={16}
            value={plan.tag}
            change={(tag) => change({ ...plan, tag })}
          />
        </>
      );
  }
}
