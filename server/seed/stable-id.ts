import { hash } from "node:crypto";

/** The namespace of all ids that this project derives; it must never change. */
const namespace = Buffer.from("b6c1d2f0a5e84f3c9d7710e2c3b4a596", "hex");
let scratch = Buffer.alloc(256);
namespace.copy(scratch);

const variants = "89ab";

/** A UUID version 5: the same name gives the same id, on every machine and every time. */
export function stableId(name: string): string {
  const length = 16 + Buffer.byteLength(name);
  if (length > scratch.length) {
    scratch = Buffer.alloc(2 * length);
    namespace.copy(scratch);
  }
  scratch.write(name, 16);
  const hex = hash("sha1", scratch.subarray(0, length), "hex");
  const variant = variants[Number.parseInt(hex.charAt(16), 16) & 3];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
