/**
 * Gives pictures on request. Obligations: off until `capture` is called and off again after it unless a
 * stream is open; the newest frame wins, an old one is never delivered late; frames are JPEG and never
 * written to disk; a truncated frame is refused with `CAMERA_FRAME_TRUNCATED`.
 */
import type { Device } from '../device.ts';

export interface Frame {
  /** A complete JPEG (ITU-T T.81), from FFD8 to FFD9. */
  readonly jpeg: Uint8Array;
  readonly takenAtMs: number;
}

export interface Camera extends Device {
  readonly kind: 'camera';
  capture(): Promise<Frame>;
}
