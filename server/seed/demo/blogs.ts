import { fill } from "./fill.ts";
import { pickPerson } from "./people.ts";
import { blogTitles, closings, middles, openings } from "./words/talk.ts";
import { type Blog, day, type World } from "./world.ts";

/** Longer pieces, by one person in six. */
export function addBlogs(world: World): void {
  const random = world.random("blogs");
  const number = Math.ceil(world.people.length / 6);
  for (let index = 0; index < number; index++) {
    const at = Math.floor(random.between(world.start + 2 * day, world.until - day));
    const author = pickPerson(world, random, at);
    if (!author) continue;
    const topic = random.pick(author.topics);
    const paragraphs = Array.from({ length: random.int(3, 6) }, () =>
      Array.from({ length: random.int(3, 6) }, (_, sentence) =>
        fill(random, random.pick(sentence === 0 ? openings : middles), topic),
      ).join(" "),
    );
    const blog: Blog = { id: world.id("blog", index), at, endsAt: author.endsAt, author };
    world.blogs.push(blog);
    const title = fill(random, random.pick(blogTitles), topic, {
      number: String(random.int(2, 9)),
    });
    world.facts.push({
      at,
      table: "blogs",
      row: {
        id: blog.id,
        author_id: author.id,
        title,
        content: [...paragraphs, random.pick(closings)].join("\n\n"),
        created_at: at,
        updated_at: at,
      },
    });
  }
}
