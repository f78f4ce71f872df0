import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { passkeyBoundaries } from '../support/fuzz/passkey-boundaries.ts';

fuzzTest(passkeyBoundaries);
