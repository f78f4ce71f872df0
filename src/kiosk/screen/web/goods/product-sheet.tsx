/** A product with its options: each with its values side by side, the price following every choice. */
import { useState } from 'react';
import type { RecipeOption } from '../../../../domain/product.ts';
import { Icon } from '../../../../look/icon.tsx';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import type { ViewSelection } from '../../view.ts';
import { Button } from '../parts/button.tsx';
import { Money } from '../parts/money.tsx';
import { Picture } from '../parts/picture.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useScreen } from '../screen-context.ts';
import { optionValueName } from './option-name.ts';
import { defaultOptions, type OptionValues, priceAt, surchargeOf, valuesOf } from './option-price.ts';

/** More values than this are set by steps instead of side by side. */
const sideBySideMax = 5;

interface ProductSheetProps {
  readonly selection: ViewSelection;
  readonly onClose: () => void;
}

export function ProductSheet({ selection, onClose }: ProductSheetProps) {
  const { say, send } = useScreen();
  const [values, setValues] = useState(() => defaultOptions(selection.options));
  const add = () => {
    send({ tap: 'choose', selectionId: selection.selectionId, options: { ...values } });
    onClose();
  };
  return (
    <Sheet label={say(selection.name)} onClose={onClose}>
      <div className="product">
        <Picture name={selection.picture} size="sheet" />
        <div className="product-head">
          <h2>{say(selection.name)}</h2>
          <p>{say(goodsTexts.makeIt)}</p>
        </div>
        <div className="options">
          {selection.options.map((option) => (
            <Option
              key={option.optionId}
              option={option}
              value={values[option.optionId] ?? option.default}
              onChange={(value) => setValues((now) => ({ ...now, [option.optionId]: value }))}
            />
          ))}
        </div>
      </div>
      <div className="product-dock">
        <SheetPrice selection={selection} values={values} />
        <Button kind="primary" icon="plus" onPress={add}>
          {say(goodsTexts.add)}
        </Button>
      </div>
    </Sheet>
  );
}

/** An offer is known for the defaults only; at other options the list tells it. */
function SheetPrice({
  selection,
  values,
}: {
  readonly selection: ViewSelection;
  readonly values: OptionValues;
}) {
  const { say } = useScreen();
  const priceMinor = priceAt(selection, values);
  const offer = selection.nowMinor;
  const atDefaults = priceMinor === selection.priceMinor;
  return (
    <p className="product-price" aria-live="polite">
      {offer !== undefined && atDefaults && (
        <s className="was">
          <Money minor={priceMinor} />
        </s>
      )}
      <Money minor={offer !== undefined && atDefaults ? offer : priceMinor} size="large" />
      {offer !== undefined && !atDefaults && <small>{say(goodsTexts.offerInList)}</small>}
    </p>
  );
}

interface OptionProps {
  readonly option: RecipeOption;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

function Option({ option, value, onChange }: OptionProps) {
  const { say } = useScreen();
  const values = valuesOf(option);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand its legend beside the values
    <div className="option" role="group" aria-label={say(option.name)}>
      <span className="option-name">{say(option.name)}</span>
      {values.length <= sideBySideMax ? (
        <div className="option-values">
          {values.map((one) => (
            <OptionValue key={one} option={option} value={one} chosen={one === value} onChoose={onChange} />
          ))}
        </div>
      ) : (
        <OptionStepper option={option} value={value} onChange={onChange} />
      )}
    </div>
  );
}

interface OptionValueProps {
  readonly option: RecipeOption;
  readonly value: number;
  readonly chosen: boolean;
  readonly onChoose: (value: number) => void;
}

function OptionValue({ option, value, chosen, onChoose }: OptionValueProps) {
  const { say, money } = useScreen();
  const surchargeMinor = surchargeOf(option, value);
  return (
    <button type="button" className="option-value" aria-pressed={chosen} onClick={() => onChoose(value)}>
      <span>{optionValueName(option, value, say)}</span>
      {surchargeMinor > 0 && <small>+{money(surchargeMinor)}</small>}
    </button>
  );
}

function OptionStepper({ option, value, onChange }: OptionProps) {
  const { say } = useScreen();
  const name = say(option.name);
  return (
    <div className="stepper">
      <button
        type="button"
        aria-label={say(goodsTexts.fewer, { name })}
        disabled={value - option.step < option.min}
        onClick={() => onChange(value - option.step)}
      >
        <Icon name="minus" />
      </button>
      <output aria-label={name}>{optionValueName(option, value, say)}</output>
      <button
        type="button"
        aria-label={say(goodsTexts.more, { name })}
        disabled={value + option.step > option.max}
        onClick={() => onChange(value + option.step)}
      >
        <Icon name="plus" />
      </button>
    </div>
  );
}
