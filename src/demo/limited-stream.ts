/**
 * A socket that is cut as soon as a packet over the limit begins. It hands on every byte unchanged and
 * keeps back-pressure both ways.
 */
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { Fault } from '../domain/fault.ts';
import { PacketLimit, type PacketLimitOptions } from './packet-limit.ts';

/** Stands in for `socket` where a stream is wanted; destroying either ends both. */
export class LimitedStream extends Duplex {
  readonly #socket: Socket;

  constructor(socket: Socket, limits: PacketLimitOptions) {
    super({ allowHalfOpen: false });
    this.#socket = socket;
    const limit = new PacketLimit(limits);
    socket.on('data', (bytes) => {
      if (!limit.admits(bytes)) this.destroy(new Fault('INPUT_TOO_LARGE', 'read an MQTT packet'));
      else if (!this.push(bytes)) socket.pause();
    });
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }
}
