/** Code rules while they are edited, every table of them that was published, and their sample codes. */
import type { CodePattern } from '../../../domain/code-pattern.ts';
import type { JsonColumn } from './json-column.ts';

export interface PatternTables {
  code_patterns: {
    merchant_id: string;
    position: number;
    body: JsonColumn<CodePattern>;
  };
  pattern_tables: {
    merchant_id: string;
    version: number;
    body: JsonColumn<CodePattern[]>;
    published_at_ms: number;
    published_by: string;
  };
  pattern_samples: {
    merchant_id: string;
    body: JsonColumn<string[]>;
  };
}
