/** Imported first: what libraries read while they load. */
import { z } from "zod";
import { nonce } from "./nonce.ts";

// The policy allows no eval, which zod would otherwise try, and be reported for.
z.config({ jitless: true });

// react-remove-scroll, inside every modal, takes its style element's nonce from here.
Object.assign(globalThis, { __webpack_nonce__: nonce });
