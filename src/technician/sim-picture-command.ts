/**
 * `kioskctl sim picture`: lays goods in front of the machine's camera as a picture, or hands a picture in as a
 * tablet of the counter does, and tells what the screen says to that.
 */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { describePage } from './describe-view.ts';
import { type Desk, show } from './desk.ts';
import { httpJson } from './http-json.ts';
import { demoOf } from './machine-target.ts';
import { readAnswer } from './read-answer.ts';
import { watchAnswer } from './watch-answer.ts';

const answerWithinMs = 10_000;
const readSchema = z.object({ read: z.number().int(), unread: z.number().int() });

export async function pictureCommand(desk: Desk, what: string, handIn: boolean): Promise<void> {
  if (handIn) return handInPicture(desk, what);
  const { running } = demoOf(await desk.target());
  if (what === 'goods' || what === 'nothing') {
    await httpJson({ url: `${running.simulators}/table`, method: 'POST', body: { lay: what } });
  } else {
    const bytes = await pictureOf(what);
    await httpJson({ url: `${running.simulators}/picture`, method: 'POST', bytes, timeoutMs: 60_000 });
  }
  show(desk, { camera: what }, () => `The camera sees ${what}. Touch "Photograph them all" on the screen.`);
}

async function handInPicture(desk: Desk, file: string): Promise<void> {
  const { machineUrl } = await desk.target();
  const bytes = await pictureOf(file);
  let read = { read: 0, unread: 0 };
  const { after } = await watchAnswer(machineUrl, desk.clock, answerWithinMs, async () => {
    const url = new URL('/pictures', machineUrl).href;
    const answer = await httpJson({ url, method: 'POST', bytes, timeoutMs: 60_000 });
    read = readAnswer(readSchema, answer, 'what was read of the picture');
  });
  const page = after && describePage(after, 'en');
  show(desk, { ...read, lines: after?.lines ?? [] }, () =>
    [`${read.read} codes read, ${read.unread} not.`, ...(page === undefined ? [] : [page])].join('\n'),
  );
}

async function pictureOf(file: string): Promise<{ data: Uint8Array; contentType: string }> {
  try {
    const data = await readFile(file);
    return { data, contentType: data[0] === 0x89 ? 'image/png' : 'image/jpeg' };
  } catch (cause) {
    throw new Fault('CONFIG_INVALID', `read the picture ${file}`, { cause });
  }
}
