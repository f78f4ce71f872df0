/** `kioskctl sim codes`, `sim scan` and `sim choose`: a shopper with goods in hand or a finger on the screen. */
import { z } from 'zod';
import { Fault, type FaultCode } from '../domain/fault.ts';
import type { RecipeOption } from '../domain/product.ts';
import type { View, ViewSelection } from '../kiosk/screen/view.ts';
import { describeLine, describePage, faultSentence } from './describe-view.ts';
import { type Desk, show } from './desk.ts';
import { exitCodes } from './exit-code.ts';
import { httpJson } from './http-json.ts';
import { tap } from './live-view.ts';
import { demoOf } from './machine-target.ts';
import { table } from './plain-table.ts';
import { readAnswer } from './read-answer.ts';
import { type Answered, watchAnswer } from './watch-answer.ts';

const codesSchema = z.looseObject({
  items: z.array(
    z.object({
      sampleId: z.string(),
      code: z.string(),
      symbology: z.string(),
      about: z.object({ zh: z.string(), en: z.string() }),
    }),
  ),
});
type SampleCode = z.infer<typeof codesSchema>['items'][number];

const answerWithinMs = 6000;

/** Lists the demo's sample codes of today. */
export async function codesCommand(desk: Desk): Promise<void> {
  const codes = await sampleCodesOf(desk);
  show(desk, codes, () =>
    table([
      ['name', 'code', '', 'what it is'],
      ...codes.map(({ sampleId, code, symbology, about }) => [
        sampleId,
        code.replaceAll('\u001d', '<GS>'),
        symbology,
        `${about.zh} · ${about.en}`,
      ]),
    ]),
  );
}

/** Holds a code to the scanner and tells what the screen says. `<GS>` stands for FNC1 inside a code. */
export async function scanCommand(desk: Desk, given: string, symbology: string | undefined): Promise<void> {
  const target = await desk.target();
  const { running } = demoOf(target);
  const sample = (await sampleCodesOf(desk)).find(({ sampleId }) => sampleId === given);
  const code = sample?.code ?? given.replaceAll('<GS>', '\u001d');
  const prefix = symbology ?? sample?.symbology ?? likelySymbology(code);
  const answered = await watchAnswer(target.machineUrl, desk.clock, answerWithinMs, () =>
    httpJson({
      url: `${running.simulators}/scan`,
      method: 'POST',
      body: { code, ...(prefix === undefined ? {} : { symbology: prefix }) },
    }),
  );
  showAnswer(desk, answered);
  await readWarning(target.machineUrl, answered);
}

/** Touches a product on the screen. Options are `id=value` or `id=name of the step`. */
export async function chooseCommand(desk: Desk, wanted: string, options: readonly string[]): Promise<void> {
  const { machineUrl } = await desk.target();
  const answered = await watchAnswer(machineUrl, desk.clock, answerWithinMs, async (before) => {
    const selection = selectionOf(before, wanted);
    const chosen = Object.fromEntries(options.map((option) => readOption(option, selection)));
    await tap(machineUrl, { tap: 'choose', selectionId: selection.selectionId, options: chosen });
  });
  showAnswer(desk, answered);
  await readWarning(machineUrl, answered);
}

async function sampleCodesOf(desk: Desk): Promise<readonly SampleCode[]> {
  const { running, kept } = demoOf(await desk.target());
  const answer = await httpJson({ url: `${running.control}/codes`, token: kept.controlToken });
  return readAnswer(codesSchema, answer, 'the sample codes').items;
}

/** What a scanner would say of a bare retail code. */
function likelySymbology(code: string): string | undefined {
  if (/^\d{12,13}$/.test(code)) return ']E0';
  return /^\d{8}$/.test(code) ? ']E4' : undefined;
}

function selectionOf(view: View, wanted: string): ViewSelection {
  const same = (text: string) => text.toLowerCase() === wanted.toLowerCase();
  const { selections } = view;
  const found =
    selections.find(({ selectionId }) => same(selectionId)) ??
    selections.find(({ productId, name }) => same(productId) || same(name.zh) || same(name.en));
  if (found) return found;
  const known = selections.map(({ selectionId, productId }) =>
    selectionId === productId ? productId : `${selectionId} (${productId})`,
  );
  throw new Fault('CONFIG_INVALID', `choose ${wanted}; the screen offers ${known.join(', ') || 'nothing'}`);
}

function readOption(option: string, { options }: ViewSelection): [string, number] {
  const [id = '', value = ''] = option.split('=', 2);
  const known = options.find(({ optionId }) => optionId === id);
  if (!known) {
    throw new Fault(
      'CONFIG_INVALID',
      `set option ${id}; there are ${options.map((o) => o.optionId).join(', ')}`,
    );
  }
  const chosen = /^\d{1,4}$/.test(value) ? Number(value) : stepNamed(known, value);
  if (chosen !== undefined) return [id, chosen];
  throw new Fault('CONFIG_INVALID', `set option ${id} to ${value}`);
}

function stepNamed({ stepNames = [], min, step }: RecipeOption, name: string): number | undefined {
  const index = stepNames.findIndex(({ zh, en }) => zh === name || en.toLowerCase() === name.toLowerCase());
  return index === -1 ? undefined : min + index * step;
}

/** A warning about the date of goods was told: the shopper presses its button, and goes on. */
async function readWarning(machineUrl: string, { after }: Answered): Promise<void> {
  if (after?.page.page === 'expiredWarning') await tap(machineUrl, { tap: 'goOn' });
}

/** What the screen says against the goods: a message over the page, or the page that warns of their date. */
function refusalOf({ before, after }: Answered): FaultCode | undefined {
  if (after?.page.page === 'expiredWarning') {
    const expired = after.page.goods.some(({ reason }) => reason === 'expired');
    return expired ? 'ITEM_EXPIRED' : 'ITEM_DATE_UNKNOWN';
  }
  return after?.notice && after.notice.noticeId !== before.notice?.noticeId ? after.notice.code : undefined;
}

function showAnswer(desk: Desk, answered: Answered): void {
  const { before, after } = answered;
  const notice = refusalOf(answered);
  const view = after ?? before;
  const changed = after?.lines.find(({ lineId }) => lineId === after.changedLineId);
  const value = {
    accepted: after !== undefined && notice === undefined,
    ...(notice === undefined ? {} : { notice }),
    ...(changed === undefined ? {} : { line: changed }),
    page: view.page.page,
    lines: view.lines,
    totals: view.totals,
  };
  show(desk, value, () => answerText(after, notice && faultSentence(notice, 'en'), view));
  if (!value.accepted) desk.exit(exitCodes.refused);
}

function answerText(after: View | undefined, notice: string | undefined, view: View): string {
  if (!after) return `The screen did not change: ${describePage(view, 'en')}`;
  const rows = view.lines.map((line) => [
    line.lineId === view.changedLineId ? '>' : ' ',
    ...describeLine(line, view.currency, 'en'),
  ]);
  const list = rows.length === 0 ? '' : `${table(rows, [3, 4, 5])}\n`;
  return `${notice === undefined ? '' : `${notice}\n`}${list}${describePage(view, 'en')}`;
}
