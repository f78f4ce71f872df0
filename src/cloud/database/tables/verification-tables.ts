/** Verification rules while they are edited, and every base that was published. */
import type { NamedValue, RuleBase, VerificationRule } from '../../../domain/verification-rule.ts';
import type { JsonColumn } from './json-column.ts';

export interface VerificationTables {
  verification_rules: {
    merchant_id: string;
    rule_key: string;
    position: number;
    body: JsonColumn<VerificationRule>;
  };
  verification_values: {
    merchant_id: string;
    body: JsonColumn<NamedValue[]>;
  };
  verification_bases: {
    merchant_id: string;
    version: number;
    body: JsonColumn<RuleBase>;
    published_at_ms: number;
    published_by: string;
  };
}
