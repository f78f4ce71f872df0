/**
 * The HTTP agent under the Alipay SDK. The SDK's client sends a request a second time by itself when the
 * socket breaks and follows redirects; a payment must do neither, so this agent refuses every request that
 * is a repetition or goes elsewhere than to the gateway. Answers are limited in size.
 */
import { Agent } from 'urllib';
import { Fault } from '../../../domain/fault.ts';

const answerBytesMax = 256 * 1024;
const connectionsMax = 64;

type Dispatch = Agent['dispatch'];

export class GuardedAgent extends Agent {
  #gateway: URL;

  constructor(gateway: URL) {
    super({ maxResponseSize: answerBytesMax, connections: connectionsMax, keepAliveTimeout: 4000 });
    this.#gateway = gateway;
  }

  override dispatch(...[options, handler]: Parameters<Dispatch>): ReturnType<Dispatch> {
    const headers = (options.headers ?? {}) as Record<string, unknown>;
    if (Object.keys(headers).some((name) => name.startsWith('x-urllib-retry'))) {
      throw new Fault('PAY_PLATFORM_DOWN', 'send a payment request a second time by itself');
    }
    const path = new URL(options.path, this.#gateway).pathname;
    if (String(options.origin) !== this.#gateway.origin || path !== this.#gateway.pathname) {
      throw new Fault('PAY_ANSWER_FORGED', 'follow a redirect away from the payment platform');
    }
    return super.dispatch(options, handler);
  }
}
