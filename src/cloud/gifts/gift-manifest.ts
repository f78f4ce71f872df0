/** What a phone needs to keep the giver's pages among its programs: a name, an address, and an icon drawn by us. */
import type { FastifyInstance } from 'fastify';
import { icons } from '../../look/icons.ts';
import { lightPalette } from '../../look/tokens.ts';

const { accent, onAccent, paper } = lightPalette;

/** The gift on the accent, with room around it for phones that cut icons round. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 48 48"><path d="M-12-12h48v48h-48z" fill="${accent}"/><g fill="none" stroke="${onAccent}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${icons.gift}</g></svg>`;

export function registerGiftManifest(server: FastifyInstance): void {
  server.get('/gift-pages/icon.svg', async (_, reply) => {
    reply.header('content-type', 'image/svg+xml');
    reply.header('content-security-policy', "default-src 'none'");
    reply.header('cache-control', 'public, max-age=86400');
    return icon;
  });
  server.get('/gift/:merchant/manifest.webmanifest', async (request, reply) => {
    const { merchant } = request.params as { merchant: string };
    const home = `/gift/${encodeURIComponent(merchant)}/`;
    reply.header('content-type', 'application/manifest+json');
    return JSON.stringify({
      ...{ id: home, start_url: home, scope: home, name: '送礼 · Gifts', short_name: '送礼 Gifts' },
      ...{ display: 'standalone', background_color: paper, theme_color: accent },
      icons: [{ src: '/gift-pages/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any maskable' }],
    });
  });
}
