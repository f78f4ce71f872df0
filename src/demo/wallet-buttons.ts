/** The wallets beside the simulators' page: a fresh payment code of each, and a scan of what the machine shows. */
import { z } from 'zod';
import { Fault } from '../domain/fault.ts';
import { httpJson } from '../technician/http-json.ts';

const codeSchema = z.looseObject({ code: z.string().max(512) });
const shownSchema = z.looseObject({ codes: z.array(codeSchema).max(100_000).optional() });
const endSchema = z.looseObject({ end: z.string().max(32) });

/** `urls`: where each platform's stand-in is, by the platform's name. */
export function walletButtons(urls: ReadonlyMap<string, string>) {
  const urlOf = (name: string) => {
    const url = urls.get(name);
    if (url === undefined) throw new Fault('NOT_FOUND', `find the wallet of ${name.slice(0, 32)}`);
    return url;
  };
  return {
    names: [...urls.keys()],
    /** A code that is good for five minutes and pays at once. */
    freshCode: async (name: string): Promise<string> => {
      const url = `${urlOf(name)}/wallet/codes`;
      return codeSchema.parse(await httpJson({ url, method: 'POST', body: {} })).code;
    },
    /** Scans the latest code that a machine shows; what the wallet says. */
    scanScreen: async (name: string): Promise<string> => {
      const { codes = [] } = shownSchema.parse(await httpJson({ url: `${urlOf(name)}/wallet/shown` }));
      const code = codes[0]?.code;
      if (code === undefined) return 'nothing to scan';
      const url = `${urlOf(name)}/wallet/scans`;
      return endSchema.parse(await httpJson({ url, method: 'POST', body: { code } })).end;
    },
  };
}
