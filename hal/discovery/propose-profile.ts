/**
 * The part of a machine profile that names what was found. A second scanner gets an id of its own; of what a
 * profile has one only, the first by its port is taken and the others are told as left over.
 */
import type { FoundDevice } from './discover.ts';

type Fields = Readonly<Record<string, string | number | boolean>>;

export interface ProposedProfile {
  readonly scanners?: readonly Fields[];
  readonly printer?: Fields;
  readonly camera?: Fields;
}

export interface Proposal {
  readonly profile: ProposedProfile;
  /** Devices of known use for which the profile has no more room. */
  readonly leftOver: readonly FoundDevice[];
  /** Devices whose use only a technician knows. */
  readonly unknown: readonly FoundDevice[];
}

export function proposeProfile(found: readonly FoundDevice[]): Proposal {
  const of = (section: string) => found.filter(({ entry }) => entry?.section === section);
  const [scanners, printers, cameras] = [of('scanners'), of('printer'), of('camera')];
  const [printer, camera] = [printers[0]?.entry?.fields, cameras[0]?.entry?.fields];
  const named = scanners.map(({ entry }, i) => ({
    ...(i > 0 && { id: `scanner-${i + 1}` }),
    ...entry?.fields,
  }));
  return {
    profile: {
      ...(named.length > 0 && { scanners: named }),
      ...(printer && { printer }),
      ...(camera && { camera }),
    },
    leftOver: [...printers.slice(1), ...cameras.slice(1)],
    unknown: found.filter(({ entry }) => entry === undefined),
  };
}
