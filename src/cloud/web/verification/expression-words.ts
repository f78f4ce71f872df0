/** What is wrong with an expression in an operator's words; what has no words here is said as it came. */
import type { Text } from '../../../domain/text.ts';
import type { ExpressionProblem } from '../../../domain/verification-expression.ts';

const chinese: Readonly<Record<string, string>> = {
  unexpected_token: '这里写得不完整或多了内容',
  unexpected_character: '这里有不认识的字符',
  unterminated_string: '引号没有结束',
  unknown_variable: '没有这个名称，或在这里不可用',
  no_such_key: '没有这个名称',
  no_matching_overload: '类型不相配，不能这样比较或计算',
  no_such_overload: '类型不相配，不能这样比较或计算',
  limit_exceeded: '条件太长或嵌套太深',
  too_costly: '计算量太大',
  not_allowed: '这里不允许这种写法',
  not_a_condition: '结果不是“成立”或“不成立”',
};

export function problemText({ code, message }: ExpressionProblem): Text {
  return { zh: chinese[code] ?? `条件有误：${message}`, en: message };
}
