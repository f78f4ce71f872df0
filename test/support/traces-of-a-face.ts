/** What would be left of an enrolled face if any store, log or topic had kept it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FaceSecret, openFace } from '../../src/kiosk/people/template-box.ts';

export interface KeptSecret extends FaceSecret {
  readonly box: string;
  readonly consentId: string;
  readonly cardTag?: string;
}

/** The faces that a machine keeps, opened with its own key. */
export function keptFaces(machineFolder: string): KeptSecret[] {
  const store = JSON.parse(readFileSync(join(machineFolder, 'faces.json'), 'utf8'));
  const key = Buffer.from(readFileSync(join(machineFolder, 'faces.key'), 'utf8').trim(), 'base64url');
  return store.people.map((face: KeptSecret & { personId: string; enrolledAtMs: number }) => ({
    ...face,
    ...openFace(key, face, face.box),
  }));
}

/** The template in the forms in which it could lie or travel; the first is bytes, the others are text. */
export function tracesOf({ template, box }: KeptSecret): Buffer[] {
  const numbers = Buffer.from(template.buffer);
  return [
    numbers.subarray(32, 64),
    Buffer.from(numbers.toString('base64').slice(40, 80)),
    Buffer.from(numbers.toString('hex').slice(64, 128)),
    Buffer.from(String(template[7]).slice(0, 10)),
    Buffer.from(box.slice(20, 60)),
  ];
}

/** Every file below a folder, with its bytes. */
export function filesBelow(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

/** The paths of the files that hold it. */
export function holding(files: readonly { path: string; bytes: Buffer }[], what: Buffer | string): string[] {
  return files.filter(({ bytes }) => bytes.includes(what)).map(({ path }) => path);
}
