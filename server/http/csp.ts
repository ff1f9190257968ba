import { randomBytes } from "node:crypto";

export const newNonce = (): string => randomBytes(18).toString("base64");

/** What the console's page may load: its own files and, inline, only what carries this nonce. */
export function pagePolicy(nonce: string, { dev }: { dev: boolean }): string {
  const own = `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src ${own}`,
    `style-src ${own}`,
    `style-src-elem ${own}`,
    "style-src-attr 'none'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "manifest-src 'self'",
    // Vite's hot reload.
    dev ? "connect-src 'self' ws:" : "connect-src 'self'",
    dev ? "worker-src 'self' blob:" : "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** For every other answer, which is nothing to look at. */
export const dataPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";
