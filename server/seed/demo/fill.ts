import type { Random } from "../random.ts";
import { places, type Topic } from "./words/topics.ts";

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A sentence with its {thing}, {tag}, {place} and {name} filled in. */
export function fill(
  random: Random,
  sentence: string,
  topic: Topic,
  more: Readonly<Record<string, string>> = {},
): string {
  const filled = sentence.replaceAll(/\{(\w+)\}/g, (_whole, word: string) => {
    const given = more[word];
    if (given !== undefined) return given;
    if (word === "thing") return random.pick(topic.things);
    if (word === "tag") return topic.tag;
    return random.pick(places);
  });
  return capital(filled);
}
