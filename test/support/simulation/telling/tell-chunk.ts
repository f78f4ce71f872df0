/** Tells the stories of a few seeds one after another, and now and then one of them twice. */
import { hash } from 'node:crypto';
import type { Plant } from '../plan/plants.ts';
import { tellStory } from '../story.ts';

/** What to tell. */
export interface Chunk {
  readonly first: number;
  readonly count: number;
  readonly plant?: Plant | undefined;
  readonly fleet?: number | undefined;
}

export interface BrokenStory {
  readonly seed: number;
  readonly violations: readonly string[];
}

export interface ToldChunk {
  readonly orders: number;
  readonly lastedMs: number;
  /** Equal for equal stories. */
  readonly digest: string;
  readonly broken: readonly BrokenStory[];
}

const repeatEvery = 500;

export async function tellChunk({ first, count, plant, fleet }: Chunk): Promise<ToldChunk> {
  let [orders, lastedMs] = [0, 0];
  const hashes: string[] = [];
  const broken: BrokenStory[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const story = await tellStory(seed, plant, fleet);
    orders += story.orders;
    lastedMs += story.lastedMs;
    hashes.push(story.hash);
    const again = seed % repeatEvery === 0 ? (await tellStory(seed, plant, fleet)).hash : story.hash;
    const violations = [...story.violations];
    if (again !== story.hash) violations.push('told twice it went two ways: the simulation is at fault');
    if (violations.length > 0) broken.push({ seed, violations });
  }
  return { orders, lastedMs, digest: hash('sha256', hashes.join('\n')), broken };
}
