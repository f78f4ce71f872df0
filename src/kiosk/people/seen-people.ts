/** What a recognizer found, in the measures of the rules about people. */
import type { FaceFinding, Findings } from '../../../models/people/recognizer.ts';
import type { SeenFace, SeenPeople } from '../../domain/identity-face.ts';

/**
 * Lids apart by the width of the eye: below the first shut, from the second on open. The mesh never tells less than
 * about 0.13 of a shut eye, and 0.19 of one that laughs.
 */
const lidsShut = 0.16;
const lidsOpen = 0.26;

export function seenPeople({ takenAtMs, frame, faces }: Findings): SeenPeople {
  return { atMs: takenAtMs, faces: faces.map((face) => seenFace(face, frame)) };
}

function seenFace(face: FaceFinding, { width, height }: Findings['frame']): SeenFace {
  const { box, pose, eyes, expression, template } = face;
  const lids = (eyes.left + eyes.right) / 2;
  return {
    track: face.trackId,
    box: {
      x: box.x / width,
      y: box.y / height,
      width: box.width / width,
      height: box.height / height,
    },
    eyeDistancePx: face.eyeDistancePx,
    sharpness: face.sharpness,
    yawDeg: pose.yaw,
    pitchDeg: pose.pitch,
    rollDeg: pose.roll,
    eyesOpen: Math.min(1, Math.max(0, (lids - lidsShut) / (lidsOpen - lidsShut))),
    ...(expression === undefined ? {} : { expressions: expression }),
    ...(template === undefined ? {} : { template }),
  };
}
