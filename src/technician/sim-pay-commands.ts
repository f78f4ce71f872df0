/** `kioskctl sim pay` and `sim cash`: a shopper pays, and tells what the screen says until the sale rests. */
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { parseDecimal } from '../domain/money.ts';
import { describeLine } from './describe-view.ts';
import { type Desk, show } from './desk.ts';
import { exitCodes } from './exit-code.ts';
import { httpJson } from './http-json.ts';
import { demoOf } from './machine-target.ts';
import { type PayFlowOptions, type PayResult, payFlow } from './pay-flow.ts';
import { table } from './plain-table.ts';
import { readAnswer } from './read-answer.ts';

/** How the platform double lets a payment end. */
export const payOutcomes = [
  'paid',
  'slow',
  'never',
  'unknown',
  'declined',
  'balance',
  'socketClosed',
] as const;
export type PayOutcome = (typeof payOutcomes)[number];
type Demo = ReturnType<typeof demoOf>;

/** Whose codes the shopper can show. */
export const payPlatforms = ['alipay', 'wechat', 'unionpay', 'stored-value'] as const;
export type PayPlatform = (typeof payPlatforms)[number];

interface Paid {
  readonly platform: PayPlatform;
  /** Only of a wallet; a card pays while there is enough on it. */
  readonly outcome: PayOutcome;
}

export interface PayOptions extends Paid {
  readonly withinS: number;
}

/** Pays by a fresh code of the shopper's wallet, or by the demo's stored-value card. */
export async function payCommand(desk: Desk, options: PayOptions): Promise<void> {
  const demo = demoOf(await desk.target());
  const { running } = demo;
  const codeToShow = codesOf(demo, options);
  const present = async () => {
    const code = await codeToShow();
    await httpJson({ url: `${running.simulators}/scan`, method: 'POST', body: { code } });
    return { takenMinor: 0 };
  };
  await visit(desk, { tender: 'code', present, withinS: options.withinS });
}

/** Prints a fresh payment code, to be typed where a page asks for one: a payer elsewhere has no scanner. */
export async function codeCommand(desk: Desk, paid: Paid): Promise<void> {
  const code = await codesOf(demoOf(await desk.target()), paid)();
  show(desk, { platform: paid.platform, code }, () => code);
}

/** Makes codes; throws at once for what this demo has not. */
function codesOf(demo: Demo, paid: Paid): () => Promise<string> {
  return paid.platform === 'stored-value' ? cardCode(demo, paid) : walletCode(demo, paid);
}

function walletCode({ running }: Demo, { platform, outcome }: Paid): () => Promise<string> {
  const { platform: alipay, wechat, acquirer } = running;
  const wallet = { alipay, wechat, unionpay: acquirer, 'stored-value': undefined }[platform];
  if (wallet === undefined) throw new Fault('CONFIG_INVALID', `pay with ${platform}: this demo has none`);
  return async () => {
    const answer = await httpJson({ url: `${wallet}/wallet/codes`, method: 'POST', body: { outcome } });
    return readAnswer(z.looseObject({ code: z.string() }), answer, 'a payment code').code;
  };
}

function cardCode({ kept }: Demo, { outcome }: Paid): () => Promise<string> {
  const { cardCode: code } = kept;
  if (code === undefined) throw new Fault('CONFIG_INVALID', 'pay with a card: this demo has none');
  if (outcome !== 'paid') throw new Fault('CONFIG_INVALID', `let a card end as ${outcome}`);
  return async () => code;
}

/** Drops in coins; the amount is in major units, `5` or `5.50`. */
export async function cashCommand(desk: Desk, amount: string, withinS: number): Promise<void> {
  const { running } = demoOf(await desk.target());
  const amountMinor = parseDecimal(amount, 'CNY');
  const present = async () => {
    const url = `${running.simulators}/coins`;
    const answer = await httpJson({ url, method: 'POST', body: { amountMinor }, timeoutMs: 120_000 });
    return readAnswer(z.looseObject({ takenMinor: z.number().int() }), answer, 'the coins taken');
  };
  await visit(desk, { tender: 'cash', present, withinS });
}

async function visit(
  desk: Desk,
  shopper: { tender: 'code' | 'cash'; present: PayFlowOptions['present']; withinS: number },
): Promise<void> {
  const { machineUrl } = await desk.target();
  const result = await payFlow({
    machineUrl,
    wish: { tender: shopper.tender },
    present: async (view) => {
      if (!desk.json)
        desk.write(
          `${table(
            view.lines.map((line) => describeLine(line, view.currency, 'en')),
            [2, 3, 4],
          )}\n`,
        );
      return shopper.present(view);
    },
    clock: desk.clock,
    withinMs: shopper.withinS * 1000,
    tell: ({ afterMs, says }) => {
      if (!desk.json) desk.write(`${`${(afterMs / 1000).toFixed(1)} s`.padStart(8)}  ${says}\n`);
    },
  });
  show(desk, result, () => endingText(result));
  if (result.ending !== 'sold') desk.exit(result.ending === 'tooLong' ? exitCodes.failed : exitCodes.refused);
}

const endings: Readonly<Record<PayResult['ending'], string>> = {
  sold: 'Sold.',
  refunded: 'Not delivered; the money goes back.',
  declined: 'Not paid.',
  unknown: 'The machine does not know yet whether it was paid.',
  unavailable: 'This way to pay is not available now.',
  nothingToPay: 'There is nothing to pay: scan or choose something first.',
  moreCashNeeded: 'More cash is needed.',
  outOfService: 'The machine is out of service.',
  tooLong: 'The sale did not come to rest in time.',
};

function endingText({ ending, reason, orderId }: PayResult): string {
  const because = reason === undefined ? '' : ` [${reason}]`;
  return `${endings[ending]}${because}${orderId === undefined ? '' : ` Order ${orderId}.`}`;
}
