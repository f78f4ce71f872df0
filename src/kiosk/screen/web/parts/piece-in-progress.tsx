/** The piece that is being made or is coming out: its picture large, in a ring that fills. */
import type { ViewDelivery } from '../../view.ts';
import { Picture } from './picture.tsx';

const radius = 92;
const around = 2 * Math.PI * radius;

export function PieceInProgress({ delivery }: { readonly delivery: ViewDelivery }) {
  const { percent, state } = delivery;
  const share = state === 'delivered' ? 1 : (percent ?? 25) / 100;
  const turning = state === 'running' && percent === undefined;
  return (
    <span className="piece-in-progress">
      <Picture name={delivery.picture} size="sheet" />
      <svg aria-hidden="true" viewBox="0 0 200 200" className={turning ? 'ring ring-turning' : 'ring'}>
        <circle cx="100" cy="100" r={radius} className="ring-rest" />
        <circle
          cx="100"
          cy="100"
          r={radius}
          className="ring-share"
          strokeDasharray={around}
          strokeDashoffset={around * (1 - Math.min(1, Math.max(0, share)))}
        />
      </svg>
    </span>
  );
}
