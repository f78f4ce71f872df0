/** Reads a folder of JPEGs, in the order of their names, as a machine sees them one after another. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaceReader } from '../../models/people/face-reader.ts';
import { FaceTracks } from '../../models/people/face-tracks.ts';
import type { Wants } from '../../models/people/recognizer.ts';
import type { SeenPeople } from '../../src/domain/identity-face.ts';
import { seenPeople } from '../../src/kiosk/people/seen-people.ts';

/** Times count from the first picture. Rejects where a picture cannot be read. */
export async function readFilm(
  reader: FaceReader,
  folder: string,
  frameEveryMs: number,
  wants: Wants,
): Promise<SeenPeople[]> {
  const pictures = readdirSync(folder)
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort();
  const tracks = new FaceTracks();
  const seen: SeenPeople[] = [];
  for (const [number, name] of pictures.entries()) {
    const takenAtMs = number * frameEveryMs;
    const { frame, faces } = await reader.read(readFileSync(join(folder, name)), wants);
    const ids = tracks.follow(
      faces.map(({ box }) => box),
      takenAtMs,
    );
    const found = faces.map((face, i) => ({ trackId: ids[i] ?? 0, ...face }));
    seen.push(seenPeople({ takenAtMs, ageMs: 0, frame, faces: found }));
  }
  return seen;
}
