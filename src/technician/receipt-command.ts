/** `kioskctl receipt last`: the newest receipt as issued, and as the simulated printer drew it on paper. */
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { askMachine, type Desk, show } from './desk.ts';
import { httpBytes } from './http-json.ts';
import { demoOf } from './machine-target.ts';
import { readAnswer } from './read-answer.ts';

const receiptSchema = z.looseObject({ orderId: z.string(), receiptId: z.string(), receiptLine: z.string() });

/** Prints the receipt; with `pngFile` the picture of the paper is written there. */
export async function receiptLastCommand(desk: Desk, pngFile: string | undefined): Promise<void> {
  const answer = await askMachine(desk, 'receipts/last').catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'NOT_FOUND') {
      throw new Fault('NOT_FOUND', 'find a receipt: none was issued yet');
    }
    throw error;
  });
  const receipt = readAnswer(receiptSchema, answer, 'the receipt');
  if (pngFile !== undefined) await writeFile(pngFile, await picture(desk));
  show(desk, { ...receipt, ...(pngFile === undefined ? {} : { png: pngFile }) }, () =>
    pngFile === undefined ? receipt.receiptLine : `${receipt.receiptLine}\n\nPicture: ${pngFile}`,
  );
}

async function picture(desk: Desk): Promise<Uint8Array> {
  const { running } = demoOf(await desk.target());
  return httpBytes({ url: `${running.simulators}/receipts/last.png` });
}
