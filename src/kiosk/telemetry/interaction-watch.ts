/**
 * Turns what the screen shows and what is touched into interactions. A visit begins when the welcome page is
 * left and ends when it comes again; its name is random and kept nowhere else.
 */
import { type Interaction, listedName } from '../../domain/interaction.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Random } from '../../platform/random.ts';

export interface InteractionWatchPorts {
  readonly clock: Clock;
  readonly random: Random;
  add(interaction: Interaction): void;
}

export class InteractionWatch {
  readonly #ports: InteractionWatchPorts;
  #page = '';
  #visit = '';

  constructor(ports: InteractionWatchPorts) {
    this.#ports = ports;
    this.#visit = this.#newVisit();
  }

  /** The screen shows this page, perhaps still. */
  shown(page: string): void {
    if (page === this.#page) return;
    this.#page = page;
    if (page === 'welcome') this.#visit = this.#newVisit();
    this.#add({ page: listedName('page', page) });
  }

  touched(element: string): void {
    const page = listedName('page', this.#page);
    this.#add({ page, element: listedName('element', element) });
  }

  #add(what: Pick<Interaction, 'page' | 'element'>): void {
    this.#ports.add({ visit: this.#visit, ...what, atMs: this.#ports.clock.now() });
  }

  #newVisit(): string {
    return Buffer.from(this.#ports.random.bytes(8)).toString('hex');
  }
}
