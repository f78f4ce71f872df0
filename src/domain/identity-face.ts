/**
 * A face as the rules about people read it: what a recognizer found in one picture, and nothing of the picture
 * itself. Places are fractions of the picture, angles degrees, scores 0 to 1.
 */

/** Numbers in a template, which stands for one look of a face (a 128-D descriptor, Euclidean distance). */
export const templateLength = 128;

/** How much of each expression a face shows; a face shows several, each for itself. */
export interface Expressions {
  readonly happy: number;
  readonly surprised: number;
  readonly sad: number;
  readonly angry: number;
  readonly disgusted: number;
  readonly fearful: number;
}

export interface SeenFace {
  /** Stays the same while the recognizer follows a face from picture to picture. */
  readonly track: number;
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Between the centres of the eyes, points of the picture: whether a face is near enough. */
  readonly eyeDistancePx: number;
  /** 0 for a smear, 1 for a sharp picture. */
  readonly sharpness: number;
  /** 0 looks into the camera; `yaw` > 0 is turned to the person's own left, `pitch` > 0 up. */
  readonly yawDeg: number;
  readonly pitchDeg: number;
  readonly rollDeg: number;
  /** 0 closed, 1 wide open. */
  readonly eyesOpen: number;
  readonly expressions?: Expressions | undefined;
  readonly template?: Float32Array | undefined;
}

/** Everybody in one picture. */
export interface SeenPeople {
  readonly atMs: number;
  readonly faces: readonly SeenFace[];
}
