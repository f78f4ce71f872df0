/**
 * Gives pictures. Obligations: off means off: nothing runs and nothing is open but during `capture` and
 * while somebody watches, and whoever has to show that can see it; the newest frame wins, an old one is
 * never delivered late; frames are whole JPEGs and never written to disk; what was cut off is dropped with
 * `CAMERA_FRAME_TRUNCATED`; a camera that goes silent or away is opened again by itself while it is on.
 */
import type { Cancel } from '../../src/platform/clock.ts';
import type { Device, DeviceEvents } from '../device.ts';

export interface Frame {
  /** A complete JPEG (ITU-T T.81), from FFD8 to FFD9. */
  readonly jpeg: Uint8Array;
  readonly takenAtMs: number;
}

export interface CameraEvents extends DeviceEvents {
  /** The camera was turned on or off: the notice to the people in front of it follows this. */
  turned: [on: boolean];
}

export interface Camera extends Device<CameraEvents> {
  readonly kind: 'camera';
  readonly isOn: boolean;
  /**
   * One picture taken after the call. Rejects with `CAMERA_OFFLINE`, `CAMERA_STALLED` or
   * `CAMERA_FRAME_TRUNCATED` if there is none in time.
   */
  capture(): Promise<Frame>;
  /** Hands on frames as they come until it is cancelled; a slow listener misses frames, it never gets old ones. */
  watch(listener: (frame: Frame) => void): Cancel;
}
