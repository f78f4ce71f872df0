/** The keys and the register of the merchants' coupons, from the cloud's payment secret. */
import { CouponKeys } from './coupon-keys.ts';
import { CouponRegister, type CouponRegisterPorts } from './coupon-register.ts';

export function openCoupons(ports: Pick<CouponRegisterPorts, 'clock' | 'random'>, secret: Uint8Array) {
  const keys = new CouponKeys(secret);
  const { clock, random } = ports;
  return { keys, register: new CouponRegister({ keys, clock, random }) };
}
