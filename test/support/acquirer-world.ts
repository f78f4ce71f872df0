/** The acquirer stand-in for tests: one merchant signs with a shared secret, the other with keys. */
import type { Test } from 'tap';
import type { SignedQrAccount } from '../../src/cloud/gateway/signed-qr/signed-qr-account.ts';
import { acquirerDialect } from '../../src/demo/acquirer-account.ts';
import { AcquirerDouble } from '../../src/doubles/acquirer-double.ts';
import {
  type AcquirerMerchantKeys,
  makeAcquirerMerchantKeys,
} from '../../src/doubles/acquirer-double-accounts.ts';
import type { Clock } from '../../src/platform/clock.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { WalletWorld } from './wallet-world.ts';

export class AcquirerWorld extends WalletWorld {
  readonly keys: readonly AcquirerMerchantKeys[] = [
    makeAcquirerMerchantKeys('898310048160001', 'HMAC-SHA256'),
    makeAcquirerMerchantKeys('898310048160002', 'RSA-SHA256'),
  ];

  constructor(clock: Clock) {
    super('acquirer', { clock, timeScale: 1 });
  }

  /** Starts one that ends with the test. */
  static start(t: Test, clock: Clock = new SystemClock()): Promise<AcquirerWorld> {
    return new AcquirerWorld(clock).live(t);
  }

  /** What the merchant number `index` configures; `url` goes through a proxy of the test's. */
  account(index = 0, url = this.url): SignedQrAccount {
    const { acquirer, merchant } = this.keys[index] as AcquirerMerchantKeys;
    return {
      ...{ name: 'unionpay', merchantNo: acquirer.merId, baseUrl: url },
      ...acquirerDialect,
      codes: [...acquirerDialect.codes],
      constants: { version: '1.0', signMethod: merchant.method },
      signature: merchant,
    };
  }

  protected override open(options: Parameters<WalletWorld['open']>[0]): AcquirerDouble {
    return new AcquirerDouble({ ...options, accounts: this.keys.map((keys) => keys.acquirer) });
  }
}
