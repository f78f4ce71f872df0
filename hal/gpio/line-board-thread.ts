/**
 * The thread in which this computer's own lines are a KIO/1 board. It sleeps in poll(2) until a line moves,
 * a request comes or a pulse ends, so that a motor stops in time whatever holds the rest of the process up.
 * After every sleep it goes through its event loop once: there requests arrive, and there it can be ended.
 */
import { randomUUID } from 'node:crypto';
import { closeSync, constants, openSync, readdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { splitQuestion } from '../asking-line.ts';
import { type SystemCalls, systemCalls } from '../linux/system-calls.ts';
import { TextLines } from '../text-lines.ts';
import { boardLineLengthMax, decodeRequest, encodeEvent } from './board-codec.ts';
import type { BoardThreadMessage, BoardThreadSettings } from './board-thread-channel.ts';
import { type GpioFiles, KernelLines } from './kernel-lines.ts';
import { LineBoard } from './line-board.ts';

/** A chip that goes away wakes nobody before Linux 6.6. */
const sleepMaxMs = 500;
const encoder = new TextEncoder();
const questions = new TextLines(boardLineLengthMax);
const drained = Buffer.alloc(8);

function filesOf(calls: SystemCalls): GpioFiles {
  return {
    chips: () =>
      readdirSync('/dev')
        .filter((name) => /^gpiochip\d+$/.test(name))
        .map((name) => `/dev/${name}`),
    open: (path) => openSync(path, constants.O_RDWR),
    close: (file) => closeSync(file),
    ioctl: (file, request, data) => calls.ioctl(file, request, data),
    readNow: (file, into) => calls.readNow(file, into),
  };
}

function tell(message: BoardThreadMessage): void {
  parentPort?.postMessage(message);
}

function say(line: string): void {
  tell({ bytes: encoder.encode(`${line}\n`) });
}

/** The lines, or undefined after telling why they are not to be had. */
function openLines({ lines }: BoardThreadSettings, calls: SystemCalls): KernelLines | undefined {
  try {
    return new KernelLines(lines, filesOf(calls));
  } catch (error) {
    tell({ closed: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

/** Whatever throws here, the chip or a line is gone: the board ends and says why. */
function run(calls: SystemCalls, lines: KernelLines, wakeFile: number): void {
  const board = new LineBoard(lines, randomUUID().slice(0, 18), performance.now());
  let over = false;
  const end = (reason: string) => {
    if (over) return;
    over = true;
    lines.close();
    tell({ closed: reason });
    parentPort?.close();
  };
  const trying = (act: () => void) => {
    try {
      if (!over) act();
    } catch (error) {
      end(error instanceof Error ? error.message : String(error));
    }
  };
  parentPort?.on('message', (message: Uint8Array | 'stop') =>
    trying(() => {
      if (message === 'stop') {
        board.release();
        end('closed by us');
      } else answer(board, message);
    }),
  );
  const step = () =>
    trying(() => {
      const nowMs = performance.now();
      const waitMs = Math.min(
        sleepMaxMs,
        Math.max(0, (board.nextAtMs() ?? Number.POSITIVE_INFINITY) - nowMs),
      );
      const [wake, ...ready] = calls.poll([wakeFile, ...lines.files], Math.ceil(waitMs));
      if (wake?.readable) calls.readNow(wakeFile, drained);
      for (const [i, { readable, gone }] of ready.entries()) {
        if (readable) takeEdges(board, lines, lines.files[i] ?? -1);
        if (gone) throw new Error('the chip is gone');
      }
      board.advance(performance.now());
      setImmediate(step);
    });
  tell({ opened: wakeFile });
  say(encodeEvent({ event: 'hello', epoch: board.epoch }));
  step();
}

function takeEdges(board: LineBoard, lines: KernelLines, file: number): void {
  for (const { input, sequence } of lines.takeEdges(file)) {
    say(encodeEvent({ event: 'edge', line: input, count: board.rose(input, sequence) }));
  }
}

function answer(board: LineBoard, bytes: Uint8Array): void {
  for (const read of questions.feed(bytes)) {
    const question = 'line' in read ? splitQuestion(read.line) : undefined;
    if (!question) continue;
    const request = decodeRequest(question.words);
    const result = typeof request === 'string' ? request : board.obey(request, performance.now());
    say([question.id, ...(typeof result === 'string' ? ['no', result] : ['ok', ...result])].join(' '));
  }
}

async function start(settings: BoardThreadSettings): Promise<void> {
  const calls = await systemCalls();
  const lines = openLines(settings, calls);
  if (lines) run(calls, lines, calls.eventFile());
}

// Without settings the file was only loaded, to be compiled ahead.
if (workerData) await start(workerData as BoardThreadSettings);
