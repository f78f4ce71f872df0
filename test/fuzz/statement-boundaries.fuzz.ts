import { fuzzTest } from '../support/fuzz/fuzz-test.ts';
import { statementBoundaries } from '../support/fuzz/statement-boundaries.ts';

fuzzTest(statementBoundaries);
