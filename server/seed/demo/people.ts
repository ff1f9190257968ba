import { faker as german } from "@faker-js/faker/locale/de";
import { faker as english } from "@faker-js/faker/locale/en";
import { faker as spanish } from "@faker-js/faker/locale/es";
import { faker as polish } from "@faker-js/faker/locale/pl";
import { handleOf } from "../handle.ts";
import { fill } from "./fill.ts";
import { bios } from "./words/talk.ts";
import { topics } from "./words/topics.ts";
import { day, type Person, type World } from "./world.ts";

const fakers = [english, english, english, english, spanish, german, polish];
const domains = ["mail.example", "post.example", "inbox.example", "letters.example"];

/**
 * A third of the people were there when the log begins; the others join in the months after, more
 * and more of them.
 */
export function addPeople(world: World, number: number): void {
  const random = world.random("people");
  for (const [index, faker] of fakers.entries()) faker.seed(world.seed * 100 + index);
  const taken = new Map<string, number>();
  const times = Array.from({ length: number }, (_, index) =>
    index < number / 3
      ? world.start - random.next() ** 2 * 500 * day - day
      : world.start + Math.sqrt(random.next()) * 0.97 * (world.until - world.start),
  ).toSorted((a, b) => a - b);

  for (const [index, time] of times.entries()) {
    const faker = random.pick(fakers);
    const firstName = faker.person.firstName();
    const fullName = `${firstName} ${faker.person.lastName()}`;
    const username = unused(taken, handleOf(fullName).slice(0, 40), world.seed);
    const person: Person = {
      id: world.id("person", index),
      at: Math.floor(time),
      endsAt: world.until,
      username,
      firstName,
      topics: random.some(topics, random.int(2, 5)),
      friends: [],
      // The first to come know the most people.
      weight: random.pareto(1.6) * (1 + 2 * (1 - index / number) ** 2),
    };
    world.people.push(person);
    const [first = random.pick(topics), second = first] = person.topics;
    const words = { tag: first.tag, tag2: second.tag };
    world.facts.push({
      at: Math.max(person.at, world.start),
      table: "users",
      row: {
        id: person.id,
        email: `${username}@${random.pick(domains)}`,
        username,
        full_name: fullName,
        password_hash: "!",
        profile_picture_url: random.chance(0.8)
          ? `https://images.bellamy.example/people/${username}.jpg`
          : null,
        cover_photo_url: random.chance(0.3)
          ? `https://images.bellamy.example/covers/${username}.jpg`
          : null,
        bio: random.chance(0.75)
          ? fill(random, random.pick(bios), first, { ...words, place2: "Lisbon" })
          : null,
        created_at: person.at,
        updated_at: person.at,
      },
    });
  }
}

/** The default seed has plain names; another one's end in its number, so that both can be there. */
function unused(taken: Map<string, number>, name: string, seed: number): string {
  const before = taken.get(name) ?? 0;
  taken.set(name, before + 1);
  const numbered = before === 0 ? name : `${name}${before + 1}`;
  return seed === 7 ? numbered : `${numbered}-${seed}`;
}

/** Some of the people who are there at a time, those who do more first in line. */
export function pickPerson(
  world: World,
  random: { next(): number },
  at: number,
): Person | undefined {
  for (let attempt = 0; attempt < 8; attempt++) {
    const person = world.people[Math.floor(random.next() ** 1.8 * world.people.length)];
    if (person && person.at < at && at < person.endsAt) return person;
  }
  return undefined;
}
