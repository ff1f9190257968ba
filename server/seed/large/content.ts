import { day } from "../demo/world.ts";
import { line, type Table } from "./line.ts";
import type { Scale, Slice } from "./scale.ts";
import { commentSentences, firstSentences, moreSentences, tagIds, tags } from "./text.ts";

/** Of one post in so many there is talk without end. */
const famousEvery = 50_000;

export function contentTables(scale: Scale): Table[] {
  const commentsOf = (post: number): number => {
    const luck = scale.unit("comment", post, 0);
    if (post % famousEvery === famousEvery / 50) return 2_000 + Math.floor(3_000 * luck);
    return Math.min(600, Math.floor(1.75 * ((1 - luck) ** (-1 / 1.5) - 1)));
  };
  const commentTime = (slice: Slice, post: number, comment: number, all: number): number => {
    const from = scale.postTime(slice, post);
    const span = Math.min(2 * day, slice.end - from);
    return Math.floor(from + (span * (comment + 1)) / (all + 1));
  };
  const privacies = [
    "public",
    "public",
    "public",
    "public",
    "public",
    "friends",
    "friends",
    "private",
  ];

  function* posts(slice: Slice): Generator<string> {
    for (let post = slice.posts.from; post < slice.posts.to; post++) {
      const author = scale.personOf(slice.known, "post", post, 1);
      const at = scale.postTime(slice, post);
      const tag = scale.pick(tags, "post", post, 2);
      const more = scale.pick(moreSentences, "post", post, 3);
      const content = `${scale.pick(firstSentences, "post", post, 4)} ${more} #${tag}`;
      const privacy = scale.pick(privacies, "post", post, 5);
      yield line([scale.id("post", post), scale.id("person", author), content, privacy, at, at]);
    }
  }

  function* postHashtags(slice: Slice): Generator<string> {
    for (let post = slice.posts.from; post < slice.posts.to; post++) {
      if (scale.unit("post", post, 6) > 0.5) continue;
      const id = scale.id("post", post);
      yield line([id, scale.pick(tagIds, "post", post, 2)]);
    }
  }

  function* media(slice: Slice): Generator<string> {
    for (let post = slice.posts.from; post < slice.posts.to; post++) {
      if (scale.unit("media", post, 1) > 0.1) continue;
      const id = scale.id("media", post);
      const author = scale.id("person", scale.personOf(slice.known, "post", post, 1));
      const url = `https://media.bellamy.example/${id}.jpg`;
      const size = String(50_000 + Math.floor(scale.unit("media", post, 2) * 900_000));
      const shape = ["1920", "1080"];
      yield line([
        id,
        author,
        scale.id("post", post),
        url,
        "image",
        size,
        ...shape,
        scale.postTime(slice, post),
      ]);
    }
  }

  function* comments(slice: Slice): Generator<string> {
    for (let post = slice.posts.from; post < slice.posts.to; post++) {
      const all = commentsOf(post);
      if (all === 0) continue;
      const postId = scale.id("post", post);
      for (let comment = 0; comment < all; comment++) {
        const purpose = comment * 4;
        const root = comment === 0 || scale.unit("comment", post, purpose + 1) < 0.4;
        const back =
          1 + Math.floor(scale.unit("comment", post, purpose + 2) * Math.min(comment, 6));
        const parent = root ? null : scale.id("comment", post, comment - back);
        const author = scale.personOf(slice.known, "comment", post, purpose + 3);
        const content = scale.pick(commentSentences, "comment", post, purpose + 4);
        const at = commentTime(slice, post, comment, all);
        const id = scale.id("comment", post, comment);
        yield line([id, postId, scale.id("person", author), content, parent, at, at]);
      }
    }
  }

  const types = ["like", "like", "like", "like", "love", "haha", "wow", "sad", "angry"];
  function* reactions(slice: Slice): Generator<string> {
    for (let post = slice.posts.from; post < slice.posts.to; post++) {
      const luck = scale.unit("reaction", post, 0);
      const all = Math.min(80, slice.known, Math.floor(1.2 * ((1 - luck) ** (-1 / 1.6) - 0.7)));
      const first = Math.floor(scale.unit("reaction", post, 1) * slice.known);
      const at = scale.postTime(slice, post);
      for (let reaction = 0; reaction < all; reaction++) {
        // A stride that is a prime larger than any number of people never meets anyone twice.
        const person = (first + reaction * 1_000_003) % slice.known;
        const type = scale.pick(types, "reaction", post, reaction + 2);
        const id = scale.id("reaction", post, reaction);
        const when = Math.floor(
          at + (slice.end - at) * 0.3 * scale.unit("reaction", post, reaction + 3),
        );
        yield line([id, scale.id("person", person), scale.id("post", post), "post", type, when]);
      }
      if (commentsOf(post) > 0 && luck < 0.5) {
        const id = scale.id("reaction", post, 1_000);
        const person = scale.id("person", first);
        const when = commentTime(slice, post, 0, commentsOf(post));
        yield line([id, person, scale.id("comment", post, 0), "comment", "like", when]);
      }
    }
  }

  return [
    { target: "posts (id, author_id, content, privacy, created_at, updated_at)", lines: posts },
    { target: "post_hashtags (post_id, hashtag_id)", lines: postHashtags },
    {
      target: "media (id, user_id, post_id, url, type, size, width, height, created_at)",
      lines: media,
    },
    {
      target:
        "comments (id, post_id, author_id, content, parent_comment_id, created_at, updated_at)",
      lines: comments,
    },
    {
      target: "reactions (id, user_id, target_id, target_type, type, created_at)",
      lines: reactions,
    },
  ];
}
