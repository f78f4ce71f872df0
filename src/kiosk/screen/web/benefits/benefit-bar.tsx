/** Coupons and points of the list: what each takes off, a way back from each, and a way to add one. */
import { useState } from 'react';
import { benefitTexts } from '../../../../look/benefit-texts.ts';
import { Icon } from '../../../../look/icon.tsx';
import type { ViewCoupon, ViewPoints } from '../../view.ts';
import { useScreen, useView } from '../screen-context.ts';
import { CouponSheet } from './coupon-sheet.tsx';

export function BenefitBar() {
  const { benefits } = useView();
  if (!benefits) return null;
  const { coupons, points } = benefits;
  return (
    <>
      {coupons?.shown.map((coupon) => (
        <CouponRow key={coupon.couponId} coupon={coupon} />
      ))}
      {points && <PointsRow points={points} />}
      {coupons && <AddCoupon asking={coupons.asking} none={coupons.shown.length === 0} />}
    </>
  );
}

function CouponRow({ coupon }: { readonly coupon: ViewCoupon }) {
  const { say, send, money } = useScreen();
  const { couponId, codeMasked, name, offMinor, offline } = coupon;
  return (
    <div className="member benefit" data-coupon={couponId}>
      <Icon name="tag" />
      <span className="member-words">
        <strong>{say(name)}</strong>
        <span>
          {say(benefitTexts.coupon)} {codeMasked}
          {offline && ` · ${say(benefitTexts.offline)}`}
        </span>
      </span>
      <span className="benefit-off">{offMinor > 0 ? money(-offMinor) : say(benefitTexts.notYet)}</span>
      <button
        type="button"
        className="member-act"
        aria-label={`${say(benefitTexts.remove)} ${say(name)}`}
        onClick={() => send({ tap: 'dropCoupon', couponId })}
      >
        {say(benefitTexts.remove)}
      </button>
    </div>
  );
}

function PointsRow({ points }: { readonly points: ViewPoints }) {
  const { say, send, money } = useScreen();
  const { spent, offMinor, offer, unavailable } = points;
  if (unavailable) return <Row words={say(benefitTexts.pointsOffline)} />;
  if (offer) {
    const words = say(benefitTexts.usePoints, {
      points: offer.points,
      amount: money(offer.worthMinor),
    });
    return (
      <button type="button" className="benefit-offer" onClick={() => send({ tap: 'usePoints' })}>
        <Icon name="people" />
        {words}
      </button>
    );
  }
  const used = say(benefitTexts.pointsUsed, { points: spent, amount: money(offMinor) });
  return <Row words={used} act={say(benefitTexts.keepPoints)} onAct={() => send({ tap: 'leavePoints' })} />;
}

interface RowProps {
  readonly words: string;
  readonly act?: string;
  readonly onAct?: () => void;
}

function Row({ words, act, onAct }: RowProps) {
  return (
    <div className="member benefit" role="status">
      <Icon name="people" />
      <span className="member-words">
        <span>{words}</span>
      </span>
      {act && (
        <button type="button" className="member-act" onClick={onAct}>
          {act}
        </button>
      )}
    </div>
  );
}

function AddCoupon({ asking, none }: { readonly asking: boolean; readonly none: boolean }) {
  const { say } = useScreen();
  const [typing, setTyping] = useState(false);
  if (!(none || asking)) return null;
  return (
    <div className="member member-nobody" role="status">
      <Icon name="tag" />
      <span className="member-words">
        <span>{say(asking ? benefitTexts.asking : benefitTexts.hint)}</span>
      </span>
      {!asking && (
        <button type="button" className="member-act" onClick={() => setTyping(true)}>
          {say(benefitTexts.type)}
        </button>
      )}
      {typing && <CouponSheet onClose={() => setTyping(false)} />}
    </div>
  );
}
