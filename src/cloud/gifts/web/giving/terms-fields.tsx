/** On which terms a gift is given: what the recipient is told, what happens after a no, how long it is good for. */
import { contactMax, nameMax } from '../gift-limits.ts';
import { useGifts, useShop } from '../gifts-context.ts';
import { Field } from '../parts/field.tsx';
import { Pills } from '../parts/pills.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { SwitchRow } from '../parts/switch-row.tsx';
import { wordsTexts as texts } from '../texts/giving-texts.ts';
import type { GiftPlan } from './gift-plan.ts';

const daysOffered = [7, 30, 90];
const refunds = ['atOnce', 'afterConfirmation'] as const;

/** What a switch that is on still lacks. */
export function termsProblem({ wishes, name, contact }: GiftPlan): 'name' | 'contact' | undefined {
  if (wishes.showGiver && name.trim() === '') return 'name';
  return wishes.showContact && contact.trim() === '' ? 'contact' : undefined;
}

interface TermsFieldsProps {
  readonly plan: GiftPlan;
  readonly change: (plan: GiftPlan) => void;
  readonly tried: boolean;
}

export function TermsFields({ plan, change, tried }: TermsFieldsProps) {
  const { say } = useGifts();
  const { machines } = useShop();
  const { wishes } = plan;
  const wish = (more: Partial<GiftPlan['wishes']>) => change({ ...plan, wishes: { ...wishes, ...more } });
  return (
    <>
      <fieldset>
        <legend>{say(texts.terms)}</legend>
        <GiverFields plan={plan} change={change} tried={tried} />
        <SwitchRow
          name={say(texts.talk)}
          note={say(texts.talkNote)}
          checked={wishes.conversation}
          change={(conversation) => wish({ conversation })}
        />
      </fieldset>
      <fieldset>
        <legend>{say(texts.ifDeclined)}</legend>
        {refunds.map((one) => (
          <label key={one} className="row">
            <span className="row-words">
              <strong>{say(texts[one])}</strong>
              <span>{say(texts[`${one}Note`])}</span>
            </span>
            <input
              type="radio"
              name="refund"
              checked={wishes.refundWhenDeclined === one}
              onChange={() => wish({ refundWhenDeclined: one })}
            />
          </label>
        ))}
      </fieldset>
      <div className="field">
        <strong>{say(texts.until)}</strong>
        <Pills
          label={say(texts.until)}
          chosen={String(plan.days)}
          options={daysOffered.map((days) => ({ value: String(days), name: say(texts.days, { days }) }))}
          choose={(days) => change({ ...plan, days: Number(days) })}
        />
      </div>
      {machines.length > 0 ? (
        <SelectField
          label={say(texts.keepAt)}
          value={plan.keepAt}
          options={[
            { value: '', name: say(texts.anywhere) },
            ...machines.map(({ machineId, name }) => ({ value: machineId, name: say(name) })),
          ]}
          change={(keepAt) => change({ ...plan, keepAt })}
        />
      ) : null}
    </>
  );
}

/** What the recipient is told of the giver. */
function GiverFields({ plan, change, tried }: TermsFieldsProps) {
  const { say } = useGifts();
  const { wishes, name, contact } = plan;
  const problem = tried ? termsProblem(plan) : undefined;
  return (
    <>
      <SwitchRow
        name={say(texts.showName)}
        note={say(texts.showNameNote)}
        checked={wishes.showGiver}
        change={(showGiver) => change({ ...plan, wishes: { ...wishes, showGiver } })}
      />
      {wishes.showGiver ? (
        <Field
          label={say(texts.myName)}
          wrong={problem === 'name' ? say(texts.nameOdd) : undefined}
          autoComplete="name"
          maxLength={nameMax}
          value={name}
          change={(typed) => change({ ...plan, name: typed })}
        />
      ) : null}
      <SwitchRow
        name={say(texts.contact)}
        note={say(texts.contactNote)}
        checked={wishes.showContact}
        change={(showContact) => change({ ...plan, wishes: { ...wishes, showContact } })}
      />
      {wishes.showContact ? (
        <Field
          label={say(texts.myContact)}
          wrong={problem === 'contact' ? say(texts.contactOdd) : undefined}
          autoComplete="off"
          maxLength={contactMax}
          value={contact}
          change={(typed) => change({ ...plan, contact: typed })}
        />
      ) : null}
    </>
  );
}
