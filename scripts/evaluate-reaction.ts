/**
 * What the reaction to an offer is told to be, beside what an observer says: `npm run evaluate:reaction -- --clips DIR
 * [--engine onnx|wasm]` on a folder with `clips.csv` (`evaluate/clips-file.ts`). Prints a confusion matrix. The
 * recipient is the largest face of the first picture.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type FaceReader, openFaceReader } from '../models/people/face-reader.ts';
import { FaceTracks } from '../models/people/face-tracks.ts';
import type { SeenPeople } from '../src/domain/identity-face.ts';
import { readReaction } from '../src/domain/reaction.ts';
import { type Attitude, attitudeSchema } from '../src/domain/reaction-evidence.ts';
import { seenPeople } from '../src/kiosk/people/seen-people.ts';
import { type Clip, readClips } from './evaluate/clips-file.ts';
import { confusionOf, confusionTable } from './evaluate/confusion.ts';

const { values } = parseArgs({
  options: { clips: { type: 'string' }, engine: { type: 'string', default: 'auto' } },
});

async function attitudeOf(reader: FaceReader, folder: string, clip: Clip): Promise<Attitude> {
  const pictures = readdirSync(join(folder, clip.folder))
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort();
  const tracks = new FaceTracks();
  const seen: SeenPeople[] = [];
  for (const [number, name] of pictures.entries()) {
    const takenAtMs = number * clip.frameEveryMs;
    const wants = { templates: false, expression: true, body: false };
    const { frame, faces } = await reader.read(readFileSync(join(folder, clip.folder, name)), wants);
    const boxes = faces.map(({ box }) => box);
    const ids = tracks.follow(boxes, takenAtMs);
    const found = faces.map((face, i) => ({ trackId: ids[i] ?? 0, ...face }));
    seen.push(seenPeople({ takenAtMs, ageMs: 0, frame, faces: found }));
  }
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
