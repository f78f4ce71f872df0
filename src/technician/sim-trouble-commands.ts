/** `kioskctl sim printer`, `dispenser`, `network` and `power-cut`: bad luck for a machine. */
import { describePage } from './describe-view.ts';
import { type Desk, show } from './desk.ts';
import { httpJson } from './http-json.ts';
import { liveViews } from './live-view.ts';
import { demoOf } from './machine-target.ts';

export const printerStates = ['ok', 'paper-out', 'cover-open', 'offline', 'near-end', 'cutter'] as const;
export const dispenserStates = ['ok', 'jam', 'offline', 'empty'] as const;
export const networkManners = ['refuse', 'swallow'] as const;

/** Sets the simulated printer. */
export async function printerCommand(desk: Desk, state: (typeof printerStates)[number]): Promise<void> {
  await setAt(desk, 'simulators', '/printer', { state });
  show(desk, { printer: state }, () => `The printer is ${state}.`);
}

/** Sets shelf, door and coffee machine together. */
export async function dispenserCommand(desk: Desk, state: (typeof dispenserStates)[number]): Promise<void> {
  await setAt(desk, 'simulators', '/dispenser', { state });
  show(desk, { dispenser: state }, () => `The dispensers are ${state}.`);
}

export interface NetworkOptions {
  readonly manner: (typeof networkManners)[number];
  readonly delayMs: number;
}

/** Takes the network between machine and broker up or down. */
export async function networkCommand(
  desk: Desk,
  state: 'up' | 'down',
  options: NetworkOptions,
): Promise<void> {
  const { manner, delayMs } = options;
  const wanted = state === 'up' ? { state, delayMs } : { state, manner };
  await setAt(desk, 'network', '/network', wanted);
  show(desk, wanted, () => (state === 'up' ? 'The network is up.' : `The network is down, it ${manner}s.`));
}

/** Kills the machine's process and starts it again, as a power cut does. */
export async function powerCutCommand(desk: Desk): Promise<void> {
  const target = await desk.target();
  const { running, kept } = demoOf(target);
  const startedAtMs = desk.clock.monotonicMs();
  await httpJson({
    url: `${running.control}/power-cut`,
    method: 'POST',
    body: {},
    token: kept.controlToken,
    timeoutMs: 90_000,
  });
  const tookMs = Math.round(desk.clock.monotonicMs() - startedAtMs);
  const view = await firstView(target.machineUrl);
  const page = view?.page.page ?? null;
  show(
    desk,
    { readyAfterMs: tookMs, page },
    () =>
      `The machine is back after ${(tookMs / 1000).toFixed(1)} s: ${view ? describePage(view, 'en') : 'no screen'}`,
  );
}

async function firstView(machineUrl: string) {
  const follow = new AbortController();
  try {
    for await (const view of liveViews(machineUrl, follow.signal)) return view;
  } finally {
    follow.abort();
  }
  return undefined;
}

async function setAt(desk: Desk, part: 'simulators' | 'network', path: string, body: unknown): Promise<void> {
  const { running } = demoOf(await desk.target());
  await httpJson({ url: `${running[part]}${path}`, method: 'POST', body });
}
