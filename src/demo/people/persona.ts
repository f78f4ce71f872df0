/**
 * People who do not exist: what makes a drawn face this person's and nobody else's. A persona comes from a seed
 * alone, so sets of any size can be drawn again; lengths are in points of a head 180 wide.
 */
import { seededRandom } from '../../platform/random.ts';

export interface Persona {
  readonly name: string;
  /** Half the head. */
  readonly faceWidth: number;
  readonly faceHeight: number;
  /** How broad the jaw is, 0.4 pointed to 0.75 square. */
  readonly jaw: number;
  readonly skin: readonly [light: string, middle: string, dark: string];
  readonly cheekOpacity: number;
  readonly eyes: {
    /** From the middle of the face. */
    readonly apart: number;
    readonly width: number;
    readonly height: number;
    /** Up at the outer corner. */
    readonly slant: number;
    readonly level: number;
    readonly iris: string;
    readonly lidWidth: number;
  };
  readonly brows: {
    readonly above: number;
    readonly arch: number;
    readonly slant: number;
    readonly thickness: number;
    readonly length: number;
  };
  readonly nose: { readonly length: number; readonly width: number; readonly bridge: number };
  readonly mouth: {
    readonly level: number;
    readonly width: number;
    readonly upper: number;
    readonly lower: number;
    readonly colour: string;
  };
  readonly hair: { readonly colour: string; readonly style: HairStyle };
  readonly beard: 'none' | 'moustache' | 'goatee' | 'full';
  readonly glasses: 'none' | 'round' | 'square';
  /** Dark spots, x and y from the middle of the face. */
  readonly moles: readonly (readonly [x: number, y: number])[];
  readonly freckles: boolean;
  /** Lines from nose to mouth, 0 to 1. */
  readonly folds: number;
  readonly shirt: string;
}

export const hairStyles = ['short', 'parted', 'long', 'fringe', 'bald', 'bun'] as const;
export type HairStyle = (typeof hairStyles)[number];

const skins = [
  ['#fbe0cc', '#eec2a0', '#c68e6a'],
  ['#f6d3b3', '#e5b48c', '#b98059'],
  ['#f2c9a8', '#d9a07a', '#a86b48'],
  ['#e6b78c', '#c98f61', '#94603a'],
  ['#cf9a6c', '#ad7748', '#7a4f2c'],
  ['#a9744c', '#875533', '#5c371f'],
  ['#825438', '#623a24', '#402414'],
] as const;
const hairColours = ['#15110f', '#2b1d14', '#3a2618', '#5b3a20', '#8a5a2b', '#b98d4f', '#8d8d8d', '#d8d4cc'];
const irises = ['#2e1c10', '#4a2f1a', '#5a4a2a', '#4a6b3a', '#3f6f8f', '#6d7f86'];
const lips = ['#b0504a', '#a64a52', '#c2655c', '#8f4038', '#c77a6f', '#96503f'];
const shirts = ['#2f4a6b', '#6b2f3a', '#3f5f46', '#55506b', '#7a6a4a', '#36454f'];

/** `count` people from one seed; of different seeds nobody is the same. */
export function personasOf(seed: number, count: number): Persona[] {
  return Array.from({ length: count }, (_, i) => personaOf(seed * 100_003 + i, `p${seed}-${i}`));
}

export function personaOf(seed: number, name: string): Persona {
  const random = seededRandom(seed);
  const between = (least: number, most: number) => least + (most - least) * random.fraction();
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random.fraction() * list.length)] as T;
  const chance = (share: number) => random.fraction() < share;
  const isBearded = chance(0.35);
  return {
    name,
    faceWidth: between(76, 101),
    faceHeight: between(103, 132),
    jaw: between(0.36, 0.8),
    skin: oneOf(skins),
    cheekOpacity: between(0.05, 0.4),
    eyes: {
      apart: between(29, 44),
      width: between(14, 24),
      height: between(6, 11.5),
      slant: between(-5, 6),
      level: between(-20, -4),
      iris: oneOf(irises),
      lidWidth: between(1.5, 4.5),
    },
    brows: {
      above: between(15, 24),
      arch: between(2, 13),
      slant: between(-3, 5),
      thickness: between(2.5, 10),
      length: between(0.85, 1.35),
    },
    nose: { length: between(24, 46), width: between(10, 23), bridge: between(0.1, 0.6) },
    mouth: {
      level: between(54, 74),
      width: between(20, 38),
      upper: between(3, 9),
      lower: between(5, 15),
      colour: oneOf(lips),
    },
    hair: { colour: oneOf(hairColours), style: oneOf(hairStyles) },
    beard: isBearded ? oneOf(['moustache', 'goatee', 'full'] as const) : 'none',
    glasses: chance(0.25) ? oneOf(['round', 'square'] as const) : 'none',
    moles: Array.from(
      { length: Math.floor(between(0, 3)) },
      () => [between(-55, 55), between(0, 80)] as const,
    ),
    freckles: chance(0.15),
    folds: between(0, 0.3),
    shirt: oneOf(shirts),
  };
}

/**
 * The people of the demonstration, who are shown by their names: of many, some whose expressions, lids and turns are
 * read well, and whose templates are far from each other.
 */
const seedsByName = { lin: 175, chen: 157, zhao: 199, wang: 149, mei: 235 } as const;
export const personaNames = Object.keys(seedsByName) as readonly (keyof typeof seedsByName)[];
export const demoPersonas: readonly Persona[] = personaNames.map((name) =>
  personaOf(seedsByName[name], name),
);
