/**
 * Where a point of a face lies in the picture when the head turns: features sit on an ellipsoid in front of the
 * neck, so they come closer together on the side that turns away.
 */
import type { Look } from './look.ts';
import type { Persona } from './persona.ts';

/** How far the middle of the face is in front of the axis that the head turns on. */
const depth = 62;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

export class HeadShape {
  readonly #persona: Persona;
  readonly #look: Look;
  readonly #centre: readonly [number, number];

  constructor(persona: Persona, look: Look, centre: readonly [number, number]) {
    this.#persona = persona;
    this.#look = look;
    this.#centre = centre;
  }

  /** Lengths by the size of the head. */
  long(length: number): string {
    return (length * this.#look.size).toFixed(1);
  }

  /** `X Y` of a point of the face, `lift` in front of its surface. */
  at(x: number, y: number, lift = 0): string {
    const { faceWidth, faceHeight } = this.#persona;
    const { yaw, pitch } = this.#look;
    const round = Math.sqrt(
      Math.max(0, 1 - (x / (faceWidth * 1.15)) ** 2 - 0.6 * (y / (faceHeight * 1.15)) ** 2),
    );
    const z = depth * round + lift;
    const turnedX = x * Math.cos(radians(yaw)) + z * Math.sin(radians(yaw));
    const turnedY = y * Math.cos(radians(pitch)) - z * Math.sin(radians(pitch));
    return this.flat(turnedX, turnedY);
  }

  /** `X Y` of a point that does not turn with the face: outline, neck, hair. */
  flat(x: number, y: number): string {
    const { size } = this.#look;
    return `${(this.#centre[0] + x * size).toFixed(1)} ${(this.#centre[1] + y * size).toFixed(1)}`;
  }
}
