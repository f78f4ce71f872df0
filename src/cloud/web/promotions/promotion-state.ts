/** Whether a promotion holds at an instant, by the same rule as the machine's. */
import { localTime } from '../../../domain/local-time.ts';
import type { Promotion } from '../../../domain/promotion.ts';
import { isWithinWindow } from '../../../domain/promotion-window.ts';
import type { StateWords } from '../language/state-texts.ts';
import { promotionTexts as texts } from './promotion-texts.ts';

export function promotionState({ window }: Promotion, nowMs: number, timeZone: string): StateWords {
  if (window.untilMs !== undefined && nowMs >= window.untilMs) return { ...texts.ended, tone: 'quiet' };
  if (window.fromMs !== undefined && nowMs < window.fromMs) return { ...texts.upcoming, tone: 'busy' };
  if (isWithinWindow(window, nowMs, () => localTime(nowMs, timeZone))) return { ...texts.now, tone: 'good' };
  return { ...texts.notNow, tone: 'quiet' };
}
