/** Every place where something from outside comes in. */
import type { Boundary } from './boundary.ts';
import { clientBoundaries } from './client-boundaries.ts';
import { codeBoundaries } from './code-boundaries.ts';
import { deskBoundaries } from './desk-boundaries.ts';
import { deviceBoundaries } from './device-boundaries.ts';
import { fileBoundaries } from './file-boundaries.ts';
import { giftBoundaries } from './gift-boundaries.ts';
import { httpBoundaries } from './http-boundaries.ts';
import { messageBoundaries } from './message-boundaries.ts';
import { noticeBoundaries } from './notice-boundaries.ts';
import { parkingBoundaries } from './parking-boundaries.ts';
import { passkeyBoundaries } from './passkey-boundaries.ts';
import { peopleBoundaries } from './people-boundaries.ts';
import { pictureBoundaries } from './picture-boundaries.ts';
import { platformBoundaries } from './platform-boundaries.ts';
import { scannerBoundaries } from './scanner-boundaries.ts';
import { statementBoundaries } from './statement-boundaries.ts';

export const boundaries: readonly Boundary[] = [
  ...[...scannerBoundaries, ...deviceBoundaries, ...messageBoundaries, ...deskBoundaries],
  ...httpBoundaries,
  ...[...fileBoundaries, ...platformBoundaries, ...noticeBoundaries, ...codeBoundaries, ...pictureBoundaries],
  ...clientBoundaries,
  ...giftBoundaries,
  ...passkeyBoundaries,
  ...peopleBoundaries,
  ...parkingBoundaries,
  ...statementBoundaries,
];
