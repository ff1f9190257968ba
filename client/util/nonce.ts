/**
 * The nonce of this page's Content-Security-Policy, which Vite puts in a meta element. Every style
 * element made at run time has to carry it.
 */
export const nonce =
  document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
