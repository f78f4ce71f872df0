/**
 * `kioskctl sim keypad`: a shopper at the vending machine's own keypad. What is pressed without coins is asked
 * of the machine, whose screen answers; what is bought for coins the controller sells by itself.
 */
import { z } from 'zod';
import { describePage, faultSentence } from './describe-view.ts';
import { type Desk, show } from './desk.ts';
import { exitCodes } from './exit-code.ts';
import { httpJson } from './http-json.ts';
import { demoOf } from './machine-target.ts';
import { readAnswer } from './read-answer.ts';
import { type Answered, watchAnswer } from './watch-answer.ts';

/** What the controller did, as its display would say it. */
const results = {
  asked: 'The vending machine asks for the money.',
  sold: 'Sold for coins.',
  cancelled: 'Cancelled.',
  notReady: 'The vending machine is not ready yet; press again.',
  busy: 'The vending machine is busy.',
  soldOut: 'Sold out.',
  unknownItem: 'There is no such selection.',
} as const;
type Result = keyof typeof results;

const pressedSchema = z.object({ result: z.enum(Object.keys(results) as Result[]) });
const refusals: readonly Result[] = ['notReady', 'busy', 'soldOut', 'unknownItem'];
const answerWithinMs = 6000;

/** Presses a selection, with the coins for it in the slot if `coins`, or the key `cancel`. */
export async function keypadCommand(desk: Desk, key: string, coins: boolean): Promise<void> {
  const target = await desk.target();
  const { running } = demoOf(target);
  let result: Result = 'notReady';
  const answered = await watchAnswer(target.machineUrl, desk.clock, answerWithinMs, async () => {
    const answer = await httpJson({
      url: `${running.simulators}/keypad`,
      method: 'POST',
      body: bodyOf(key, coins),
    });
    result = readAnswer(pressedSchema, answer, 'what the keypad did').result;
    return result === 'asked';
  });
  showPressed(desk, result, answered);
}

function bodyOf(key: string, coins: boolean): object {
  if (key === 'cancel') return { key };
  return { key: coins ? 'buyForCoins' : 'select', item: key };
}

function showPressed(desk: Desk, result: Result, { before, after }: Answered): void {
  const view = after ?? before;
  const notice =
    after?.notice && after.notice.noticeId !== before.notice?.noticeId ? after.notice.code : undefined;
  const value = {
    result,
    ...(notice === undefined ? {} : { notice }),
    page: view.page.page,
    lines: view.lines,
    totals: view.totals,
  };
  show(desk, value, () =>
    [
      results[result],
      ...(notice === undefined ? [] : [faultSentence(notice, 'en')]),
      ...(result === 'asked' ? [describePage(view, 'en')] : []),
    ].join('\n'),
  );
  if (refusals.includes(result) || notice !== undefined) desk.exit(exitCodes.refused);
}
