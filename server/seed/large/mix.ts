/**
 * Numbers that look random and depend on nothing but their arguments: any row can be made without
 * the rows before it, so a million of them need no memory.
 */
export function mix(a: number, b: number, c: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ b, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13) ^ c, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 16), 0x165667b1);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** From 0, below 1. */
export const unit = (a: number, b: number, c: number): number => mix(a, b, c) / 2 ** 32;

const hex = (value: number) => value.toString(16).padStart(8, "0");

/** The id of the nth row of a kind, spread over the whole range as random ids are. */
export function mixedId(seed: number, kind: number, number: number, part = 0): string {
  const low = mix(seed, kind, number);
  const one = hex(mix(low, number, part));
  const two = hex(mix(number, low, part + 101));
  const three = hex(((mix(part, number, low) & 0x3fffffff) | 0x80000000) >>> 0);
  // Kind, number and part are in it as they are, mixed reversibly, so that no two are the same.
  const four = hex((Math.imul(number, 0x9e3779b1) ^ Math.imul(part, 0x85ebca77)) >>> 0);
  return `${one}-${two.slice(0, 4)}-4${two.slice(5)}-${three.slice(0, 4)}-${three.slice(4)}${four}`;
}
