/**
 * The lamp beside the camera: lit before the camera is turned on for people and as long as it is on for anybody.
 * A lamp that cannot be lit keeps the camera off for people. A machine without one shows its notice on the
 * screen alone.
 */
import type { Camera, Gpio } from '../../../hal/hal.ts';
import { Fault, faultCodeOf } from '../../domain/fault.ts';
import type { Log } from '../../platform/log.ts';

export interface CameraLampPorts {
  readonly camera: Camera | undefined;
  readonly gpio: Gpio | undefined;
  /** The output of the board it hangs on; absent where there is none. */
  readonly line: string | undefined;
  readonly log: Log;
}

export class CameraLamp {
  readonly #ports: CameraLampPorts;
  #wanted = false;
  #driven = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(ports: CameraLampPorts) {
    this.#ports = ports;
    ports.camera?.on('turned', () => this.#follow());
  }

  /** Lights it, whether or not the camera is on yet; throws `CAMERA_LAMP_DARK` where it does not burn. */
  async light(): Promise<void> {
    this.#wanted = true;
    await this.#drive();
    if (this.#ports.line !== undefined && !this.#driven)
      throw new Fault('CAMERA_LAMP_DARK', 'light the lamp of the camera');
  }

  /** It goes out as soon as the camera is off. */
  release(): void {
    this.#wanted = false;
    this.#follow();
  }

  #follow(): void {
    void this.#drive();
  }

  #drive(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#set(this.#wanted || (this.#ports.camera?.isOn ?? false)));
    return this.#turn;
  }

  async #set(on: boolean): Promise<void> {
    const { gpio, line, log } = this.#ports;
    if (!gpio || line === undefined || on === this.#driven) return;
    try {
      await gpio.set(line, on);
      this.#driven = on;
    } catch (error) {
      // The board lets go of an output that it hears nothing of; what burns is told by nobody then.
      this.#driven = false;
      log.warn('the lamp of the camera was not set', { on, code: faultCodeOf(error) });
    }
  }
}
