/**
 * What the reaction to an offer is told to be, beside what an observer says: `npm run evaluate:reaction -- --clips DIR
 * [--engine onnx|wasm]` on a folder with `clips.csv` (`evaluate/clips-file.ts`). Prints a confusion matrix. The
 * recipient is the largest face of the first picture.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FaceReader, openFaceReader } from '../models/people/face-reader.ts';
import { readReaction } from '../src/domain/reaction.ts';
import { type Attitude, attitudeSchema } from '../src/domain/reaction-evidence.ts';
import { type Clip, readClips } from './evaluate/clips-file.ts';
import { confusionOf, confusionTable } from './evaluate/confusion.ts';
import { readFilm } from './evaluate/read-film.ts';
import { readOptions } from './read-options.ts';

const values = readOptions(import.meta.url, {
  clips: { type: 'string' },
  engine: { type: 'string', default: 'auto' },
});

async function attitudeOf(reader: FaceReader, folder: string, clip: Clip): Promise<Attitude> {
  const wants = { templates: false, expression: true, body: false };
  const seen = await readFilm(reader, join(folder, clip.folder), clip.frameEveryMs, wants);
  const recipientTrack = seen.find(({ faces }) => faces.length > 0)?.faces[0]?.track;
  const { offeredAtMs, answeredAtMs } = clip;
  const { attitude, evidence } = readReaction({ seen, recipientTrack, offeredAtMs, answeredAtMs });
  console.error(`${clip.folder}: ${clip.attitude}, told ${attitude} (${evidence.join(', ')})`);
  return attitude;
}

async function evaluate(): Promise<void> {
  if (!values.clips) throw new Error('--clips DIR is needed');
  const engine = values.engine === 'onnx' || values.engine === 'wasm' ? values.engine : 'auto';
  const reader = await openFaceReader(engine);
  const told: { there: Attitude; told: Attitude }[] = [];
  for (const clip of readClips(readFileSync(join(values.clips, 'clips.csv'), 'utf8')))
    told.push({ there: clip.attitude, told: await attitudeOf(reader, values.clips, clip) });
  console.log(confusionTable(confusionOf(attitudeSchema.options, told)));
}

await evaluate();
