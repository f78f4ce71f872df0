/** What a driver is given in tests: the real clock, and a log whose warnings can be looked at. */
import type { DriverContext } from '../../hal/device.ts';
import { type Fault, faultCodeOf } from '../../src/domain/fault.ts';
import { SystemClock } from '../../src/platform/clock.ts';
import { type Log, type LogFields, silentLog } from '../../src/platform/log.ts';

export interface TestContext extends DriverContext {
  readonly warnings: { message: string; fields: LogFields | undefined }[];
}

export function testContext(): TestContext {
  const warnings: TestContext['warnings'] = [];
  const log: Log = {
    ...silentLog,
    warn: (message, fields) => void warnings.push({ message, fields }),
    with: () => log,
  };
  return { clock: new SystemClock(), log, warnings };
}

/** The fault code that `promise` rejects with; fails the test's await if it resolves. */
export async function faultOf(promise: Promise<unknown>): Promise<Fault['code']> {
  try {
    await promise;
  } catch (error) {
    return faultCodeOf(error);
  }
  throw new Error('was expected to reject');
}
