import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { noticeBoundaries } from '../support/fuzz/notice-boundaries.ts';
import { platformBoundaries } from '../support/fuzz/platform-boundaries.ts';

fuzzTest([...platformBoundaries, ...noticeBoundaries]);
