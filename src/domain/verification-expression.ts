/**
 * One rule's expression made ready: parsed, held to a short list of operations, its cost bounded before it is
 * ever run, and type-checked against exactly the names that its place knows. What is wrong is said with the
 * place in the text.
 */
import { type ASTNode, Environment, type ParseError } from '@marcbachmann/cel-js';
import type { CheckData, CheckType, RulePlace } from './verification-data.ts';
import { type CheckName, checkFields, mayAsk } from './verification-data.ts';
import { entriesMax, type NamedValue } from './verification-rule.ts';

/** No expression may take more steps than this, whatever the data: a few milliseconds. */
export const expressionStepsMax = 100_000;
const limits = {
  maxAstNodes: 160,
  maxDepth: 24,
  maxListElements: 64,
  maxMapEntries: 32,
  maxCallArguments: 4,
};

/** Where in the expression it is wrong, columns from 1, and why. */
export interface ExpressionProblem {
  readonly column: number;
  readonly columnEnd: number;
  readonly code: string;
  readonly message: string;
}

/** Whether the rule holds; `undefined` where something it asks for is not known or cannot be computed. */
export type CompiledExpression = (data: CheckData, values: readonly NamedValue[]) => boolean | undefined;

const operators: ReadonlySet<string> = new Set([
  ...['value', 'id', '.', '[]', 'list', '?:', '||', '&&', '!_', '-_'],
  ...['!=', '==', 'in', '+', '-', '*', '/', '%', '<', '<=', '>', '>='],
]);
const calls: ReadonlySet<string> = new Set(['size', 'has', 'int', 'string']);
const methods: ReadonlySet<string> = new Set(['size', 'startsWith', 'endsWith', 'contains']);
/** Over a list or a table: the only loops there are. */
const loops: ReadonlySet<string> = new Set(['exists', 'all']);

class Refusal extends Error {
  readonly problem: ExpressionProblem;

  constructor(node: Pick<ASTNode, 'start' | 'end'>, code: string, message: string) {
    super(message);
    this.problem = { column: node.start + 1, columnEnd: Math.max(node.end, node.start + 1), code, message };
  }
}

/** The expression ready to run, or what is wrong with it. */
export function compileExpression(
  source: string,
  place: RulePlace,
  values: readonly NamedValue[],
): CompiledExpression | ExpressionProblem {
  try {
    const run = environmentFor(place, values).parse(source);
    const steps = stepsOf(run.ast);
    if (steps > expressionStepsMax) {
      throw new Refusal(
        run.ast,
        'too_costly',
        `It may take ${steps} steps; ${expressionStepsMax} are allowed.`,
      );
    }
    const { valid, type, error } = run.check();
    if (!valid) return problemOf(error, source);
    if (type !== 'bool')
      throw new Refusal(run.ast, 'not_a_condition', `It gives ${type}, not true or false.`);
    return (data, given) => answerOf(() => run(contextOf(data, place, given)));
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    return problemOf(error, source);
  }
}

/** Data that is missing, division by zero and overflow all mean that the rule has no answer. */
function answerOf(run: () => unknown): boolean | undefined {
  try {
    const answer = run();
    return typeof answer === 'boolean' ? answer : undefined;
  } catch {
    return undefined;
  }
}

function problemOf(error: unknown, source: string): ExpressionProblem {
  const { code, summary, range } = error as Partial<ParseError>;
  const start = Math.min(range?.start ?? 0, Math.max(0, source.length - 1));
  return {
    column: start + 1,
    columnEnd: Math.max(range?.end ?? source.length, start + 1),
    code: code ?? 'unreadable',
    message: summary ?? (error instanceof Error ? error.message : String(error)),
  };
}

const groups = ['machine', 'cloud', 'account'] as const;
const valueTypes = {
  number: 'int',
  text: 'string',
  list: 'list<string>',
  table: 'map<string, int>',
} as const;

/** Knows the names of the place and of the values, each with its type, and nothing else. */
function environmentFor(place: RulePlace, values: readonly NamedValue[]): Environment {
  const environment = new Environment({ unlistedVariablesAreDyn: false, limits });
  const schemas = new Map<string, Record<string, CheckType>>();
  for (const [name, { type, from }] of Object.entries(checkFields)) {
    if (!mayAsk(place, from)) continue;
    const [group = '', member] = name.split('.');
    if (member === undefined) environment.registerVariable(name, type);
    else schemas.set(group, { ...schemas.get(group), [member]: type });
  }
  for (const [group, schema] of schemas) environment.registerVariable(group, { schema });
  const kinds = Object.fromEntries(values.map(({ name, kind }) => [name, valueTypes[kind]]));
  if (values.length > 0) environment.registerVariable('values', { schema: kinds });
  return environment;
}

/** The data as CEL takes it: whole numbers as integers, tables as maps, and no name of what is not known. */
function contextOf(
  data: CheckData,
  place: RulePlace,
  values: readonly NamedValue[],
): Record<string, unknown> {
  const context: Record<string, Record<string, unknown> | unknown> = {};
  for (const group of groups) if (mayAsk(place, group)) context[group] = {};
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined || !mayAsk(place, checkFields[name as CheckName].from)) continue;
    const [group = '', member] = name.split('.');
    const taken = typeof value === 'number' ? BigInt(Math.trunc(value)) : value;
    if (member === undefined) context[name] = taken;
    else (context[group] as Record<string, unknown>)[member] = taken;
  }
  context.values = Object.fromEntries(values.map((value) => [value.name, takenValue(value)]));
  return context;
}

function takenValue(named: NamedValue): unknown {
  if (named.kind === 'number') return BigInt(named.value);
  if (named.kind !== 'table') return named.value;
  return new Map(Object.entries(named.value).map(([key, number]) => [key, BigInt(number)]));
}

/** An upper bound of the steps; refuses what has no bound or is not on the list. */
function stepsOf(node: ASTNode): number {
  if (node.op === 'call' || node.op === 'rcall') return callSteps(node);
  if (!operators.has(node.op)) throw new Refusal(node, 'not_allowed', `${node.op} is not allowed here.`);
  const inside = childrenOf(node).reduce((sum, child) => sum + stepsOf(child), 1);
  return ['==', '!=', 'in', '+'].includes(node.op) && !comparesOne(node) ? inside + entriesMax : inside;
}

function callSteps(node: Extract<ASTNode, { op: 'call' | 'rcall' }>): number {
  const [name, ...rest] = node.args;
  if (node.op === 'call') {
    if (!calls.has(name)) throw new Refusal(node, 'not_allowed', `${name}() is not allowed here.`);
    return node.args[1].reduce((sum, child) => sum + stepsOf(child), 1);
  }
  const [target, given] = rest as [ASTNode, ASTNode[]];
  if (methods.has(name)) return given.reduce((sum, child) => sum + stepsOf(child), 1 + stepsOf(target));
  if (!loops.has(name)) throw new Refusal(node, 'not_allowed', `${name}() is not allowed here.`);
  if (!isNamed(target) && target.op !== 'list') {
    throw new Refusal(target, 'not_allowed', `${name}() goes over a list by its name only.`);
  }
  const body = given.at(-1);
  return stepsOf(target) + entriesMax * (1 + (body ? stepsOf(body) : 0));
}

/** Whether one side is a single value written down, so that it is one step and not one for every entry. */
function comparesOne(node: ASTNode): boolean {
  return node.op !== 'in' && childrenOf(node).some(({ op }) => op === 'value');
}

function isNamed(node: ASTNode): boolean {
  return node.op === 'id' || (node.op === '.' && isNamed(node.args[0]));
}

function childrenOf(node: ASTNode): ASTNode[] {
  const { args } = node as { args: unknown };
  const list = Array.isArray(args) ? args : [args];
  return list
    .flat()
    .filter((child): child is ASTNode => typeof child === 'object' && child !== null && 'op' in child);
}
