/**
 * The process that reads faces: frames in on standard input, answers out on descriptor 3, one frame after another.
 * It ends when standard input does, so with whoever started it, and when its memory grows beyond `memoryMax`.
 * Loading this file elsewhere is of no use. Arguments: the engine, and what is wanted first as a number.
 */
import { createWriteStream, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { Fault } from '../../src/domain/fault.ts';
import { type FaceReader, openFaceReader } from './face-reader.ts';
import type { EngineName } from './nets/engine.ts';
import { type AskedFrame, answerLine, FrameAssembly, templateText, wantsOf } from './recognizer-codec.ts';

const memoryMax = 700 * 1024 * 1024;
/** Behind the sale, which must not wait for a face, and before it where memory runs short. */
const niceness = 5;
const killFirst = '800';
const engines: readonly string[] = ['auto', 'onnx', 'wasm'];

const answers = createWriteStream('', { fd: 3 });
const [engineName = 'auto', firstWants = '0'] = process.argv.slice(2);

async function answerTo(reader: FaceReader, frame: AskedFrame): Promise<string> {
  try {
    const { faces, ...found } = await reader.read(frame.jpeg, frame.wants);
    const told = faces.map(({ template, ...face }) => ({
      ...face,
      ...(template ? { template: templateText(template) } : {}),
    }));
    return answerLine({ found: { ...found, faces: told } });
  } catch (error) {
    const code = error instanceof Fault ? error.code : undefined;
    if (code !== 'PICTURE_MALFORMED' && code !== 'PICTURE_TOO_LARGE') throw error;
    return answerLine({ refused: code });
  }
}

async function run(): Promise<void> {
  if (!engines.includes(engineName)) throw new Error(`no engine ${engineName}`);
  setPriority(niceness);
  if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', killFirst);
  const reader = await openFaceReader(engineName as EngineName | 'auto');
  await reader.prepare(wantsOf(Number(firstWants)));
  answers.write(answerLine({ ready: reader.engine }));
  const assembly = new FrameAssembly();
  for await (const bytes of process.stdin as AsyncIterable<Uint8Array>) {
    for (const frame of assembly.feed(bytes)) answers.write(await answerTo(reader, frame));
    if (process.memoryUsage.rss() > memoryMax) throw new Error('too much memory');
  }
  process.exit(0);
}

run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
