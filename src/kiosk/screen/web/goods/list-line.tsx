/** One line of the list: what it is, how many, at which price, what is off and why, and what is due. */
import { memo, useLayoutEffect, useRef } from 'react';
import type { PricedLine } from '../../../../domain/basket.ts';
import { datesTexts } from '../../../../look/dates-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import { goodsTexts } from '../../../../look/screen-texts.ts';
import type { ViewSelection } from '../../view.ts';
import { markWhenPainted } from '../access/paint-mark.ts';
import { Money } from '../parts/money.tsx';
import { Picture } from '../parts/picture.tsx';
import { useScreen, type Words } from '../screen-context.ts';
import { LineMarks } from './line-marks.tsx';
import { optionValueName } from './option-name.ts';
import { QuantityStepper } from './quantity-stepper.tsx';

interface ListLineProps {
  readonly line: PricedLine;
  /** The line that changed last: highlighted and brought into sight. */
  readonly newest: boolean;
  /** Options of recipes are named by the selections that offer them. */
  readonly selections: readonly ViewSelection[];
  /** Its number of scanning where the list is sorted. */
  readonly number?: number | undefined;
  readonly dearOverMinor?: number | undefined;
  readonly many?: number | undefined;
}

export const ListLine = memo(function ListLine(props: ListLineProps) {
  const { line, newest, selections, number, dearOverMinor, many } = props;
  const { say } = useScreen();
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    if (!newest || !row.current) return;
    row.current.scrollIntoView({ block: 'nearest' });
    markWhenPainted(row.current, line);
  }, [newest, line]);
  return (
    <li
      ref={row}
      className={`line${newest ? ' line-newest' : ''}${dearOverMinor === undefined ? '' : ' line-dear'}`}
      data-line={line.lineId}
    >
      <Picture name={line.picture} size="line" />
      <div className="line-what">
        <span className="line-name">{say(line.name)}</span>
        <LineDetail line={line} />
        <LineMarks number={number} dearOverMinor={dearOverMinor} many={many} />
      </div>
      <LineNotes line={line} selections={selections} />
      <QuantityStepper
        lineId={line.lineId}
        name={say(line.name)}
        quantity={line.quantity}
        weighed={line.weightGrams !== undefined}
      />
      <div className="line-due">
        {line.dueMinor < line.regularMinor && (
          <s className="was">
            <Money minor={line.regularMinor} />
          </s>
        )}
        <span className={line.dueMinor < line.regularMinor ? 'now now-off' : 'now'}>
          <Money minor={line.dueMinor} size="amount" />
        </span>
      </div>
    </li>
  );
});

/** The unit price; for goods by weight the weight and the price per kilogram. */
function LineDetail({ line }: Pick<ListLineProps, 'line'>) {
  const { say, money } = useScreen();
  if (line.weightGrams !== undefined) {
    const kilograms = (line.weightGrams / 1000).toFixed(3);
    const price = say(goodsTexts.perKilogram, { price: money(line.unitPriceMinor) });
    return (
      <span className="line-detail">
        {kilograms} kg{line.unitPriceMinor > 0 && ` × ${price}`}
      </span>
    );
  }
  return <span className="line-detail">{say(goodsTexts.each, { price: money(line.unitPriceMinor) })}</span>;
}

/** The options of a recipe, and every promotion with what it took off. */
function LineNotes({ line, selections }: Pick<ListLineProps, 'line' | 'selections'>) {
  const { say, money } = useScreen();
  const options = optionsSaid(line, selections, say);
  if (options.length === 0 && line.discounts.length === 0 && !line.dateUnchecked) return null;
  return (
    <ul className="line-notes">
      {options.length > 0 && <li className="line-options">{options.join(' · ')}</li>}
      {line.dateUnchecked && (
        <li className="line-unchecked">
          <Icon name="warning" />
          {say(datesTexts.unchecked)}
        </li>
      )}
      {line.discounts.map((discount) => (
        <li key={discount.promotionId} className="line-discount">
          <Icon name="tag" />
          {say(discount.name)} <span className="line-discount-amount">{money(-discount.amountMinor)}</span>
        </li>
      ))}
    </ul>
  );
}

function optionsSaid(
  line: PricedLine,
  selections: readonly ViewSelection[],
  say: Words['say'],
): readonly string[] {
  if (line.delivery.how !== 'recipe') return [];
  const chosen = line.delivery.options;
  const offered = selections.find((s) => s.productId === line.productId)?.options ?? [];
  return offered.flatMap((option) => {
    const value = chosen[option.optionId];
    return value === undefined ? [] : [`${say(option.name)} ${optionValueName(option, value, say)}`];
  });
}
