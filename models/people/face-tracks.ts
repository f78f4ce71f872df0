/**
 * Follows faces from frame to frame: a face that lies where one was just before is the same face. Two faces that
 * change places between two frames are not told apart; whose face it is, only a template says.
 */
import type { FaceBox } from './recognizer.ts';

interface Track {
  readonly trackId: number;
  box: FaceBox;
  seenAtMs: number;
}

const overlapMin = 0.25;
/** A face that was away for longer is another one. */
const awayMsMax = 1_000;
/** A face of the frame just before was not away, however slowly frames are read; within this. */
const frameGapMsMax = 3_000;

export class FaceTracks {
  #next = 1;
  #tracks: Track[] = [];
  #lastFrameMs = Number.NEGATIVE_INFINITY;

  /** The tracks of the boxes of one frame, in their order; numbers are never used twice. */
  follow(boxes: readonly FaceBox[], takenAtMs: number): number[] {
    const known = this.#tracks.filter(({ seenAtMs }) => {
      const limitMs = seenAtMs === this.#lastFrameMs ? frameGapMsMax : awayMsMax;
      return Math.abs(takenAtMs - seenAtMs) <= limitMs;
    });
    this.#lastFrameMs = takenAtMs;
    const pairs = boxes.flatMap((box, place) =>
      known.map((track) => ({ place, track, shared: sharedPart(box, track.box) })),
    );
    const found = new Map<number, Track>();
    const taken = new Set<Track>();
    for (const { place, track, shared } of pairs.sort((a, b) => b.shared - a.shared)) {
      if (shared < overlapMin) break;
      if (found.has(place) || taken.has(track)) continue;
      found.set(place, track);
      taken.add(track);
    }
    const followed = boxes.map((box, place) => {
      const track = found.get(place) ?? { trackId: this.#next++, box, seenAtMs: takenAtMs };
      Object.assign(track, { box, seenAtMs: takenAtMs });
      return track;
    });
    this.#tracks = [...followed, ...known.filter((track) => !taken.has(track))];
    return followed.map(({ trackId }) => trackId);
  }
}

/** What two boxes share by what they cover together. */
function sharedPart(a: FaceBox, b: FaceBox): number {
  const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(0, across) * Math.max(0, down);
  return shared / (a.width * a.height + b.width * b.height - shared || 1);
}
