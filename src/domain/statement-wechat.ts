/**
 * WeChat Pay's statement of trades (ALL): UTF-8 with a byte order mark, a back-tick before every cell of data, 27
 * columns or the older 24, a summary of one row. A reversal stands under the order number of its payment. The text is
 * taken byte for byte.
 */
import {
  type ExpectedStatement,
  type StatementEnd,
  type StatementLines,
  type StatementRow,
  StatementSums,
  statementFault,
} from './statement.ts';
import { chinaDayStartMs, decimalUnits, idCell, instantOf } from './statement-cells.ts';

const wechatColumns = [
  ...[
    '交易时间',
    '公众账号ID',
    '商户号',
    '特约商户号',
    '设备号',
    '微信订单号',
    '商户订单号',
    '用户标识',
    '交易类型',
  ],
  ...[
    '交易状态',
    '付款银行',
    '货币种类',
    '应结订单金额',
    '代金券金额',
    '微信退款单号',
    '商户退款单号',
    '退款金额',
  ],
  ...['充值券退款金额', '退款类型', '退款状态', '商品名称', '商户数据包', '手续费', '费率'],
  ...['订单金额', '申请退款金额', '费率备注'],
] as const;
const wechatSummaryColumns = [
  ...['总交易单数', '应结订单总金额', '退款总金额', '充值券退款总金额', '手续费总金额'],
  ...['订单总金额', '申请退款总金额'],
] as const;
const [columnsOld, summaryColumnsOld] = [24, 5];

const bytes = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
const mark = '\xef\xbb\xbf';
const header = bytes(wechatColumns.join(','));
const headerOld = bytes(wechatColumns.slice(0, columnsOld).join(','));
const summaryHeader = bytes(wechatSummaryColumns.join(','));
const summaryHeaderOld = bytes(wechatSummaryColumns.slice(0, summaryColumnsOld).join(','));

const [timeAt, mchidAt, tradeNoAt, orderNoAt, stateAt] = [0, 2, 5, 6, 9];
const [currencyAt, settledAt, refAt, refundAt, feeAt] = [11, 12, 15, 16, 22];
const moneyAt = [12, 13, 16, 17, 24, 25] as const;
const column = (at: number): string => wechatColumns[at] ?? '';

const kinds: Readonly<Record<string, StatementRow['kind']>> = {
  SUCCESS: 'payment',
  REFUND: 'refund',
  REVOKED: 'reversal',
};

type Step = 'header' | 'rows' | 'summary' | 'over';

export class WechatStatementLines implements StatementLines {
  #expected: ExpectedStatement;
  #dayStartMs: number;
  #step: Step = 'header';
  #line = 0;
  #columns: number = wechatColumns.length;
  #account: string | undefined;
  #sums = new StatementSums();
  #sumsOfFile = { rows: 0, settled: 0, refunded: 0, ordered: 0, asked: 0 };

  constructor(expected: ExpectedStatement) {
    const dayStartMs = chinaDayStartMs(expected.day);
    if (dayStartMs === undefined) throw statementFault('STATEMENT_OTHER_DAY', 'is asked for as no day');
    this.#expected = expected;
    this.#dayStartMs = dayStartMs;
    this.#account = expected.account;
  }

  take(text: string): StatementRow | undefined {
    this.#line += 1;
    if (this.#step === 'rows' && text.charCodeAt(0) === 96) return this.#row(text);
    this.#frame(text);
    return undefined;
  }

  end(): StatementEnd {
    if (this.#step !== 'over') {
      throw statementFault('STATEMENT_TRUNCATED', 'ends before its summary', { line: this.#line });
    }
    return { account: this.#account ?? '', totals: this.#sums.totals };
  }

  #wrong(reason: string) {
    return statementFault('STATEMENT_LAYOUT', reason, { line: this.#line });
  }

  #frame(text: string): void {
    if (this.#step === 'header') {
      this.#readHeader(text);
      return;
    }
    if (this.#step === 'rows') {
      const old = this.#columns === columnsOld;
      if (text !== (old ? summaryHeaderOld : summaryHeader))
        throw this.#wrong('has an unknown line among its rows');
      this.#step = 'summary';
      return;
    }
    if (this.#step === 'over') {
      if (text !== '') throw this.#wrong('goes on after its summary');
      return;
    }
    this.#readSummary(text);
    this.#step = 'over';
  }

  #readHeader(text: string): void {
    if (!text.startsWith(mark)) {
      if (text === header || text === headerOld) {
        throw statementFault('STATEMENT_ENCODING', 'has no byte order mark', { line: this.#line });
      }
      const encoded = [...text.slice(0, 200)].some((char) => char.charCodeAt(0) > 127);
      if (!encoded) throw this.#wrong('does not begin as a statement of trades');
      throw statementFault('STATEMENT_ENCODING', 'is not UTF-8 with a byte order mark', { line: this.#line });
    }
    const columns = text.slice(mark.length);
    if (columns === headerOld) this.#columns = columnsOld;
    else if (columns !== header) throw this.#wrong('does not have the columns of a statement of trades');
    this.#step = 'rows';
  }

  #readSummary(text: string): void {
    const cells = text.startsWith('`') ? text.slice(1).split(',`') : [];
    const old = this.#columns === columnsOld;
    const wanted = old ? summaryColumnsOld : wechatSummaryColumns.length;
    if (cells.length !== wanted) throw this.#wrong('has no summary of its columns');
    const { rows, settled, refunded, ordered, asked } = this.#sumsOfFile;
    const { feeE5 } = this.#sums.totals;
    const units = (at: number, decimals: number) => decimalUnits(cells[at] ?? '', decimals);
    const said = [units(0, 1), units(1, 2), units(2, 2), units(4, 5)];
    const wants = [rows * 10, settled, refunded, feeE5];
    if (!old) {
      said.push(units(5, 2), units(6, 2));
      wants.push(ordered, asked);
    }
    for (const [at, want] of wants.entries()) {
      const found = said[at];
      const name = wechatSummaryColumns[at < 3 ? at : at + 1] ?? '';
      if (found === undefined)
        throw statementFault('STATEMENT_CELL', 'is no sum', { line: this.#line, column: name });
      if (found === want) continue;
      const at_ = { line: this.#line, column: name };
      throw statementFault('STATEMENT_TOTALS', `rows say ${want} and the summary ${found}`, at_);
    }
  }

  #row(text: string): StatementRow {
    const line = this.#line;
    const cells = text.slice(1).split(',`');
    if (cells.length !== this.#columns) {
      throw statementFault('STATEMENT_LAYOUT', `has ${cells.length} cells and not ${this.#columns}`, {
        line,
      });
    }
    const money = (at: number): number => {
      const minor = decimalUnits(cells[at] ?? '', 2);
      if (minor === undefined || minor < 0) {
        throw statementFault('STATEMENT_CELL', 'is no amount', { line, column: column(at) });
      }
      return minor;
    };
    for (const at of moneyAt) if (at < this.#columns) money(at);
    const kind = kinds[cells[stateAt] ?? ''];
    if (!kind)
      throw statementFault('STATEMENT_CELL', 'is no state of a trade', { line, column: column(stateAt) });
    const row = this.#rowOf(kind, cells, money(settledAt), money(refundAt));
    this.#sums.add(row);
    this.#count(cells, money(settledAt), money(refundAt), money);
    return row;
  }

  #rowOf(
    kind: StatementRow['kind'],
    cells: readonly string[],
    settled: number,
    refunded: number,
  ): StatementRow {
    const line = this.#line;
    const id = (at: number) => idCell(cells[at] ?? '', { line, column: column(at) });
    this.#checkAccount(id(mchidAt));
    const currency = cells[currencyAt] ?? '';
    if (!/^[A-Z]{3}$/.test(currency)) {
      throw statementFault('STATEMENT_CELL', 'is no currency', { line, column: column(currencyAt) });
    }
    const feeE5 = decimalUnits(cells[feeAt] ?? '', 5);
    if (feeE5 === undefined)
      throw statementFault('STATEMENT_CELL', 'is no fee', { line, column: column(feeAt) });
    return {
      ...{ kind, orderNo: id(orderNoAt), tradeNo: id(tradeNoAt), currency, feeE5, line },
      ref: kind === 'refund' ? id(refAt) : '',
      amountMinor: kind === 'payment' ? settled : refunded || settled,
      atMs: instantOf(cells[timeAt] ?? '', this.#expected.day, this.#dayStartMs, {
        ...{ line, column: column(timeAt) },
      }),
    };
  }

  #count(cells: readonly string[], settled: number, refunded: number, money: (at: number) => number): void {
    const sums = this.#sumsOfFile;
    sums.rows += 1;
    sums.settled += settled;
    sums.refunded += refunded;
    if (cells.length === columnsOld) return;
    sums.ordered += money(24);
    sums.asked += money(25);
  }

  #checkAccount(mchid: string): void {
    if (this.#account === undefined) this.#account = mchid;
    if (this.#account === mchid) return;
    throw statementFault('STATEMENT_OTHER_ACCOUNT', `is of account ${mchid}`, {
      ...{ line: this.#line, column: column(mchidAt) },
    });
  }
}
