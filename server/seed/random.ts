import { createHash } from "node:crypto";

/**
 * Numbers that look random and are the same each time for the same seed (sfc32). Each part of the
 * data has its own, so that a change in one part leaves the others as they were.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    const bytes = createHash("sha256").update(seed).digest();
    this.#a = bytes.readInt32LE(0);
    this.#b = bytes.readInt32LE(4);
    this.#c = bytes.readInt32LE(8);
  }

  /** From 0, below 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Value>(list: readonly Value[]): Value {
    const value = list[Math.floor(this.next() * list.length)];
    if (value === undefined) throw new Error("There is nothing to pick from");
    return value;
  }

  /** Some of the list, each once, in a random order. */
  some<Value>(list: readonly Value[], number: number): Value[] {
    const rest = [...list];
    const chosen: Value[] = [];
    while (chosen.length < number && rest.length > 0) {
      chosen.push(...rest.splice(Math.floor(this.next() * rest.length), 1));
    }
    return chosen;
  }

  /** Mostly less than the mean, now and then much more: how long people wait. */
  exponential(mean: number): number {
    return -Math.log(1 - this.next()) * mean;
  }

  /** 1 and more, few of them large: how active or liked people are. */
  pareto(shape: number): number {
    return (1 - this.next()) ** (-1 / shape);
  }
}
