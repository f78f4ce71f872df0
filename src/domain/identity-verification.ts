/**
 * Whether the person there is the one whose template it is: one to one, for paying. It asks for more than naming a
 * guest does: four good pictures of six have to agree on one track, and their mean too. Whoever is not clearly that
 * person is somebody else. It is half of a decision; the movement that was asked for is the other.
 */
import { type Demand, type Identification, identify, type MatchRule } from './identity.ts';
import type { SeenPeople } from './identity-face.ts';
import type { Gallery } from './identity-gallery.ts';
import { usualGates } from './identity-quality.ts';

export const verifying: Demand = { votes: 4, looksMax: 6 };

/** One more picture. `owner` holds the one template; whoever it is not is `unknown`, also where it holds none. */
export function verify(
  before: Identification,
  seen: SeenPeople,
  owner: Gallery,
  rule: MatchRule,
): Identification {
  return identify(before, seen, owner, rule, usualGates, verifying);
}
