/** What one class of vehicles pays: free minutes, steps, the cap of a day. */
import { Button, Checkbox, TextInput } from '@mantine/core';
import { tariffStepsMax, type VehicleClass } from '../../../domain/tariff.ts';
import { useLanguage } from '../language/language.tsx';
import { Icon } from '../parts/icon.tsx';
import { useSession } from '../session/session.tsx';
import type { RatesDraft, StepDraft } from './tariff-draft.ts';
import { tariffTexts as texts } from './tariff-words.ts';

interface RatesFieldsProps {
  readonly name: VehicleClass;
  readonly rates: RatesDraft;
  readonly problemOf: (field: string) => string | undefined;
  readonly set: (rates: RatesDraft) => void;
}

export function RatesFields({ name, rates, problemOf, set }: RatesFieldsProps) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  const { steps } = rates;
  const setStep = (at: number, part: Partial<StepDraft>) =>
    set({ ...rates, steps: steps.map((step, n) => (n === at ? { ...step, ...part } : step)) });
  const addStep = () => {
    const last = steps.at(-1);
    const key = Math.max(...steps.map((step) => step.key)) + 1;
    const before = steps.map((step) => (step.units === '' ? { ...step, units: '1' } : step));
    set({ ...rates, steps: [...before, { key, minutes: last?.minutes ?? '60', fee: '', units: '' }] });
  };
  return (
    <>
      <div className="form-pair">
        <TextInput
          label={say(texts.freeMinutes)}
          inputMode="numeric"
          value={rates.freeMinutes}
          error={problemOf(`${name}.freeMinutes`)}
          onChange={(event) => set({ ...rates, freeMinutes: event.currentTarget.value })}
        />
        <TextInput
          label={`${say(texts.dayCap)} · ${merchant.currency}`}
          placeholder={say(texts.dayCapHint)}
          inputMode="decimal"
          value={rates.dayCap}
          error={problemOf(`${name}.dayCap`)}
          onChange={(event) => set({ ...rates, dayCap: event.currentTarget.value })}
        />
      </div>
      <Checkbox
        label={say(texts.freeAlways)}
        checked={rates.freeAlways}
        onChange={(event) => set({ ...rates, freeAlways: event.currentTarget.checked })}
      />
      <ul className="tariff-steps" aria-label={say(texts.steps)}>
        {steps.map((step, n) => (
          <li key={step.key}>
            <Step
              step={step}
              last={n === steps.length - 1}
              problemOf={(field) => problemOf(`${name}.steps.${n}.${field}`)}
              set={(part) => setStep(n, part)}
            />
            <Button
              variant="subtle"
              aria-label={say(texts.dropStep)}
              disabled={steps.length === 1}
              onClick={() => set({ ...rates, steps: steps.filter((_, at) => at !== n) })}
            >
              <Icon name="cross" sizePx={16} />
            </Button>
          </li>
        ))}
      </ul>
      {steps.length < tariffStepsMax ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Icon name="plus" sizePx={16} />}
          onClick={addStep}
        >
          {say(texts.addStep)}
        </Button>
      ) : null}
    </>
  );
}

interface StepProps {
  readonly step: StepDraft;
  readonly last: boolean;
  readonly problemOf: (field: string) => string | undefined;
  readonly set: (part: Partial<StepDraft>) => void;
}

function Step({ step, last, problemOf, set }: StepProps) {
  const { say } = useLanguage();
  const { merchant } = useSession();
  return (
    <>
      <TextInput
        label={say(texts.stepMinutes)}
        inputMode="numeric"
        value={step.minutes}
        error={problemOf('minutes')}
        onChange={(event) => set({ minutes: event.currentTarget.value })}
      />
      <TextInput
        label={`${say(texts.stepFee)} · ${merchant.currency}`}
        inputMode="decimal"
        value={step.fee}
        error={problemOf('fee')}
        onChange={(event) => set({ fee: event.currentTarget.value })}
      />
      <TextInput
        label={say(texts.stepUnits)}
        inputMode="numeric"
        disabled={last}
        value={last ? say(texts.forever) : step.units}
        error={problemOf('units')}
        onChange={(event) => set({ units: event.currentTarget.value })}
      />
    </>
  );
}
