// Vite's server for the window's page while it is being written: the same page with hot replacement, under a policy that
// knows this server's own origin and nothing else.
import { randomBytes } from 'node:crypto';

/** Only this machine may ask. */
export const DEVELOPMENT_HOST = '127.0.0.1';

/**
 * @param {import('vite').InlineConfig} renderer as it is built
 * @param {number} port
 * @returns {import('vite').InlineConfig}
 */
export function developmentServer(renderer, port) {
  // Vite puts styles into the page as elements; with a nonce they need no unsafe-inline.
  const nonce = randomBytes(16).toString('base64');
  return {
    ...renderer,
    base: '/',
    logLevel: 'info',
    html: { cspNonce: nonce },
    server: {
      host: DEVELOPMENT_HOST,
      port,
      strictPort: true,
      headers: { 'Content-Security-Policy': policy(nonce, port) },
    },
  };
}

/**
 * @param {string} nonce
 * @param {number} port
 */
function policy(nonce, port) {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    `connect-src 'self' ws://${DEVELOPMENT_HOST}:${port}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
