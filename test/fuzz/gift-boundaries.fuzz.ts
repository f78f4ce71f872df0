import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { giftBoundaries } from '../support/fuzz/gift-boundaries.ts';

fuzzTest(giftBoundaries);
