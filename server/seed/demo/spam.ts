import { pushComment } from "./comments.ts";
import { pickPerson } from "./people.ts";
import { insults, spam } from "./words/talk.ts";
import { day, job, minute, staffClaim, type World } from "./world.ts";

/** Waves of advertising, which a job removes at once, and insults, which people have to. */
export function addSpam(world: World): void {
  const random = world.random("spam");
  const waves = Math.max(2, Math.round(world.people.length / 60));
  for (let wave = 0; wave < waves; wave++) {
    const begin = Math.floor(random.between(world.start + 5 * day, world.until - day));
    const author = pickPerson(world, random, begin);
    const open = world.posts.filter(
      (post) => post.at < begin && post.at > begin - 6 * day && post.endsAt > begin + day,
    );
    if (!author || open.length === 0 || author.endsAt < begin + day) continue;
    const end = begin + 40 * minute;
    const comments = random.some(open, random.int(6, 14)).map((post) => {
      const at = Math.floor(random.between(begin, end));
      const comment = pushComment(world, {
        post,
        author,
        parent: null,
        at,
        content: random.pick(spam),
      });
      // It is gone before anybody answers it or reacts to it.
      comment.endsAt = at;
      return comment.id;
    });
    world.acts.push({
      at: end + 5 * minute,
      claim: job("spam-filter", `${comments.length} comments of one author alike`),
      statements: [{ text: "DELETE FROM comments WHERE id = ANY($1)", values: [comments] }],
    });
  }
}

/** Hard words under a post, removed by support some hours later. */
export function addInsults(world: World): void {
  const random = world.random("insults");
  const number = Math.max(3, Math.round(world.people.length / 30));
  for (let index = 0; index < number; index++) {
    const post = random.pick(world.posts);
    const at = Math.floor(post.at + random.exponential(day));
    const author = pickPerson(world, random, at);
    const removed = Math.floor(at + random.between(30, 600) * minute);
    if (!author || removed >= Math.min(post.endsAt, author.endsAt, world.until)) continue;
    const comment = pushComment(world, {
      post,
      author,
      parent: null,
      at,
      content: random.pick(insults),
    });
    comment.endsAt = removed;
    world.acts.push({
      at: removed,
      claim: staffClaim(world.staff.support, "Insult, reported by the author of the post"),
      statements: [{ text: "DELETE FROM comments WHERE id = $1", values: [comment.id] }],
    });
  }
}
