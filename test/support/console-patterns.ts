/** Code rules as the console's stand-in cloud has them: the demo's, with one changed and one new. */
import { demoPatterns } from '../../src/demo/catalogue/code-patterns.ts';
import type { CodePattern } from '../../src/domain/code-pattern.ts';
import { Fault } from '../../src/domain/fault.ts';
import { readGoodsCode } from '../../src/domain/read-code.ts';
import type { TriedCode } from '../../src/wire/rest-patterns.ts';
import { fixtureNowMs } from './console-fixture.ts';

const bakery: CodePattern = {
  patternId: 'bakery',
  description: '面包房：名称、价格、保质期',
  form: { form: 'fields', separator: ',', fields: ['name', 'price', 'shelfLifeDays'] },
};

export const fixturePatterns: readonly CodePattern[] = [
  ...demoPatterns.map((pattern, at) => (at === 1 ? { ...pattern, description: 'Deli label 23' } : pattern)),
  bakery,
];

export const fixtureSamples = ['2206013012503', '2312345012504', '手撕面包,12.50,7', '6901234567892', 'x?'];

export const fixturePublishedPatterns = {
  version: 2,
  patterns: [...demoPatterns],
  publishedAtMs: fixtureNowMs - 86_400_000,
  publishedBy: 'owner',
};

function tried(text: string, patterns: readonly CodePattern[]): TriedCode {
  try {
    const { by, ...facts } = readGoodsCode({ text }, { currency: 'CNY', todayIso: '2026-11-22', patterns });
    return { by, facts };
  } catch (error) {
    if (error instanceof Fault) return { facts: {}, fault: error.code };
    throw error;
  }
}

export function fixtureTrial(codes: readonly string[], patterns: readonly CodePattern[]) {
  const items = codes.map((code) => ({
    code,
    edited: tried(code, patterns),
    published: tried(code, demoPatterns),
  }));
  return { items };
}
