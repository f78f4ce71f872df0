/** Does something to a machine and waits for the screen's answer to it. */
import { Fault } from '../domain/fault.ts';
import type { View } from '../kiosk/screen/view.ts';
import type { Clock } from '../platform/clock.ts';
import { liveViews } from './live-view.ts';

export interface Answered {
  readonly before: View;
  /** The first view that differs in what the shopper can see; undefined if none came in time. */
  readonly after: View | undefined;
}

/**
 * `act` is given the view before; what it throws ends the watch, and so does `false`: no answer of the screen is
 * to be expected.
 */
export async function watchAnswer(
  machineUrl: string,
  clock: Clock,
  withinMs: number,
  act: (before: View) => Promise<unknown>,
): Promise<Answered> {
  const limit = new AbortController();
  let cancel = () => {};
  let before: View | undefined;
  try {
    for await (const view of liveViews(machineUrl, limit.signal)) {
      if (before && isAnswer(before, view)) return { before, after: view };
      if (before) continue;
      before = view;
      cancel = clock.after(withinMs, () => limit.abort());
      if ((await act(view)) === false) break;
    }
  } finally {
    cancel();
    limit.abort();
  }
  if (before) return { before, after: undefined };
  throw new Fault('ADDRESS_UNREACHABLE', `follow the screen of ${machineUrl}`);
}

function isAnswer(before: View, after: View): boolean {
  const shown = ({ page, lines, notice, orderId }: View) =>
    JSON.stringify([page, lines, notice?.noticeId, orderId]);
  return shown(before) !== shown(after);
}
