/**
 * Finds faces in pictures and reads them: where, whose look (a template, when asked for), which expression,
 * which way the head is turned. Obligations: off means off, nothing runs between `stop` and `start`; the newest
 * picture wins and an old one is never read late; pictures stay in memory, and neither they nor what was found
 * are ever logged or written; whoever turns it on has the person's consent for what it `wants`.
 */
import type { FaultCode } from '../../src/domain/fault.ts';

/** Numbers in a template. */
export const templateLength = 128;

/** A box in points of the picture, from its upper left. */
export interface FaceBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Degrees; all 0 looks straight into the camera. `yaw` > 0: turned to the picture's right; `pitch` > 0: looking
 * up; `roll` > 0: tilted clockwise as the picture shows it.
 */
export interface HeadPose {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
}

/**
 * How far the lids are apart by the width of the eye: about 0.3 open, a third less or below it while shut. People
 * differ, so a blink is told by comparing with the same face just before.
 */
export interface EyeOpenness {
  /** The eye on the left of the picture. */
  readonly left: number;
  readonly right: number;
}

/** The mouth by its own width: `open` 0 shut, above 0.3 wide open; `width` by the width of the face, 0.3 to 0.5. */
export interface MouthShape {
  readonly open: number;
  readonly width: number;
}

export const expressions = ['neutral', 'happy', 'sad', 'angry', 'fearful', 'disgusted', 'surprised'] as const;
export type Expression = (typeof expressions)[number];
/** Each 0 to 1, together 1. What a face shows, which is not what a person feels. */
export type ExpressionScores = Readonly<Record<Expression, number>>;

/**
 * What a face looks like as 128 numbers (`templateLength`); compared by `templateDistance` alone. Personal data
 * of the strictest kind: it is never logged or sent, and kept only encrypted with the person's consent.
 */
export type FaceTemplate = Float32Array;

export interface FaceFinding {
  /** The same number while the same face is followed from frame to frame; never used again until `stop`. */
  readonly trackId: number;
  /** How sure it is that this is a face, 0 to 1. */
  readonly score: number;
  readonly box: FaceBox;
  /** Between the centres of the eyes, points of the picture: the measure of whether a face is large enough. */
  readonly eyeDistancePx: number;
  /** How sharp the face is, 0 blurred to 1 sharp. */
  readonly sharpness: number;
  /** How bright the face is, 0 black to 1 white. */
  readonly brightness: number;
  readonly pose: HeadPose;
  readonly eyes: EyeOpenness;
  readonly mouth: MouthShape;
  /** Where `wants.expression`. */
  readonly expression?: ExpressionScores;
  /** Where `wants.templates`, and only of faces that are large enough for one. */
  readonly template?: FaceTemplate;
}

/** A joint as points of the picture, with how sure it is, 0 to 1. */
export interface Joint {
  readonly x: number;
  readonly y: number;
  readonly score: number;
}

/** The upper body of the one person nearest to the middle; left and right as the picture shows them. */
export interface BodyFinding {
  readonly leftShoulder: Joint;
  readonly rightShoulder: Joint;
  readonly leftWrist: Joint;
  readonly rightWrist: Joint;
}

/** What was found in one frame. */
export interface Findings {
  /** The frame's own `takenAtMs`. */
  readonly takenAtMs: number;
  /** From `show` to here. */
  readonly ageMs: number;
  /** Points of the frame. */
  readonly frame: { readonly width: number; readonly height: number };
  /** The largest face first, `facesMax` at most. */
  readonly faces: readonly FaceFinding[];
  /** Where `wants.body` and somebody is there. */
  readonly body?: BodyFinding;
}

/** Faces told of one frame; others in the picture are not looked at. */
export const facesMax = 4;

/** What is read of each face besides its place and pose: only what a consent covers. */
export interface Wants {
  readonly templates: boolean;
  readonly expression: boolean;
  readonly body: boolean;
}

/** A JPEG as cameras give it; `Frame` of a camera is one. */
export interface ShownFrame {
  readonly jpeg: Uint8Array;
  readonly takenAtMs: number;
}

/** `failed`: it ended by itself and is tried again by itself, later and later. */
export type RecognizerState = 'off' | 'starting' | 'ready' | 'failed';

/** Events with their arguments. */
export interface RecognizerEvents {
  found: [findings: Findings];
  /** A frame could not be read: `PICTURE_MALFORMED`, `PICTURE_TOO_LARGE`. The next one is looked at as ever. */
  refused: [fault: FaultCode];
  stateChanged: [state: RecognizerState];
}

export interface Recognizer {
  readonly state: RecognizerState;
  /**
   * Turns it on, or changes what it wants while it is on. Never rejects: that nothing can be read shows in
   * `state`. Resolves when it was told to start, not when it is ready.
   */
  start(wants: Wants): Promise<void>;
  /** Turns it off; resolves when nothing runs any more. Tracks are forgotten. */
  stop(): Promise<void>;
  /** Takes a frame if it can; a frame that waited for its turn gives way to a newer one. Does nothing while off. */
  show(frame: ShownFrame): void;
  on<E extends keyof RecognizerEvents>(event: E, listener: (...args: RecognizerEvents[E]) => void): this;
  off<E extends keyof RecognizerEvents>(event: E, listener: (...args: RecognizerEvents[E]) => void): this;
}
