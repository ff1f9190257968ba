import { faker } from "@faker-js/faker/locale/en";
import { handleOf } from "../handle.ts";
import { tagId } from "../demo/world.ts";
import { answers, bios, closings, middles, openings, replies } from "../demo/words/talk.ts";
import { places, topics } from "../demo/words/topics.ts";

/** Every sentence with every thing of every topic, written out once. */
function writeOut(sentences: readonly string[]): string[] {
  return topics.flatMap(({ tag, things }) =>
    things.flatMap((thing, index) =>
      sentences.map((sentence) => {
        const place = places[(index + sentence.length) % places.length] ?? "";
        const words: Record<string, string> = { thing, tag, tag2: tag, place, place2: place };
        const filled = sentence.replaceAll(/\{(\w+)\}/g, (_, word: string) => words[word] ?? "You");
        return filled.charAt(0).toUpperCase() + filled.slice(1);
      }),
    ),
  );
}

export const firstSentences = writeOut(openings);
export const moreSentences = [...writeOut(middles), ...closings];
export const commentSentences = writeOut([...answers, ...replies]);
export const bioSentences = writeOut(bios);

export const tags = topics.flatMap(({ tag }) => [
  tag,
  ...places.map((place) => `${tag}${handleOf(place).replaceAll(".", "")}`),
]);
export const tagIds = tags.map(tagId);

/** Names whose combinations are many enough. */
export function makeNames(seed: number) {
  faker.seed(seed);
  return {
    first: Array.from({ length: 500 }, () => faker.person.firstName()),
    last: Array.from({ length: 800 }, () => faker.person.lastName()),
  };
}
