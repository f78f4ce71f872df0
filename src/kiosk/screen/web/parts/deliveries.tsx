/** Every piece of an order, where it comes out and how far it is. */
import type { Text } from '../../../../domain/text.ts';
import { Icon } from '../../../../look/icon.tsx';
import { handoverTexts } from '../../../../look/screen-texts.ts';
import type { ViewDelivery } from '../../view.ts';
import { useScreen } from '../screen-context.ts';
import { Picture } from './picture.tsx';

export function Deliveries({ deliveries }: { readonly deliveries: readonly ViewDelivery[] }) {
  return (
    <ul className="deliveries" aria-live="polite">
      {deliveries.map((delivery) => (
        <Delivery key={`${delivery.lineId}-${delivery.piece}`} delivery={delivery} />
      ))}
    </ul>
  );
}

function Delivery({ delivery }: { readonly delivery: ViewDelivery }) {
  const { say } = useScreen();
  const { state } = delivery;
  const where = placeOf(delivery);
  return (
    <li className={`delivery delivery-${state}`}>
      <Picture name={delivery.picture} size="line" />
      <span className="delivery-words">
        <strong>{say(delivery.name)}</strong>
        <span>
          {say(stateText(delivery))}
          {where && <span className="delivery-where">{say(where, { where: delivery.where ?? '' })}</span>}
        </span>
        {state === 'running' && <Progress percent={delivery.percent} />}
      </span>
      <span className="delivery-mark">
        {state === 'delivered' && <Icon name="check" />}
        {state === 'notDelivered' && <Icon name="cross" />}
        {state === 'waiting' && <Icon name="clock" />}
        {state === 'running' &&
          (delivery.percent === undefined ? (
            <Icon name={iconOf(delivery)} />
          ) : (
            `${Math.round(delivery.percent)}%`
          ))}
      </span>
    </li>
  );
}

function Progress({ percent }: { readonly percent: number | undefined }) {
  return percent === undefined ? (
    <span className="progress progress-unknown" aria-hidden="true">
      <span />
    </span>
  ) : (
    <span className="progress" aria-hidden="true">
      <span style={{ transform: `scaleX(${Math.min(100, Math.max(0, percent)) / 100})` }} />
    </span>
  );
}

function stateText({ state, how }: ViewDelivery): Text {
  switch (state) {
    case 'waiting':
      return handoverTexts.waiting;
    case 'delivered':
      return how === 'none' ? handoverTexts.taken : handoverTexts.delivered;
    case 'notDelivered':
      return handoverTexts.notDelivered;
    case 'running':
      return how === 'recipe'
        ? handoverTexts.runningRecipe
        : how === 'door'
          ? handoverTexts.runningDoor
          : handoverTexts.runningSlot;
  }
}

function placeOf({ how, where }: ViewDelivery): Text | undefined {
  if (where === undefined) return undefined;
  if (how === 'slot') return handoverTexts.fromSlot;
  if (how === 'door') return handoverTexts.fromDoor;
  if (how === 'vend') return handoverTexts.fromSelection;
  return undefined;
}

const iconOf = ({ how }: ViewDelivery) => (how === 'recipe' ? 'cup' : how === 'door' ? 'door' : 'slot');
