import { deskBoundaries } from '../support/fuzz/desk-boundaries.ts';
import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { messageBoundaries } from '../support/fuzz/message-boundaries.ts';

fuzzTest([...messageBoundaries, ...deskBoundaries]);
