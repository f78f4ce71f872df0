/** Where the faces of a machine are on its disk, and where systemd puts the key. */
import { join } from 'node:path';
import { drawnFaces, realFaces } from '../../domain/identity.ts';
import { atomicFile } from '../../platform/atomic-file.ts';
import type { FaceParts } from './open-people.ts';

/** `credentials` is the folder that systemd made for this process, absent without one. */
export function faceFiles(
  dataFolder: string,
  credentials: string | undefined,
  areDrawn: boolean,
): Omit<FaceParts, 'recognizer'> {
  return {
    store: atomicFile(join(dataFolder, 'faces.json')),
    ownKey: atomicFile(join(dataFolder, 'faces.key')),
    ...(credentials === undefined ? {} : { credential: atomicFile(join(credentials, 'faces.key')) }),
    rule: areDrawn ? drawnFaces : realFaces,
  };
}
