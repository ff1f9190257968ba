import { hour, type Staff } from "../demo/world.ts";
import { ticketKinds } from "../demo/words/support.ts";
import { blogTitles } from "../demo/words/talk.ts";
import { line, type Table } from "./line.ts";
import type { Scale, Slice } from "./scale.ts";
import { firstSentences, moreSentences, tags } from "./text.ts";

export function supportTables(scale: Scale, staff: Staff): Table[] {
  const priorities = ["low", "normal", "normal", "normal", "high", "urgent"];
  const time = (slice: Slice, ticket: number) =>
    Math.floor(slice.start + (slice.end - slice.start) * 0.9 * scale.unit("ticket", ticket, 1));
  const kindOf = (ticket: number) => scale.pick(ticketKinds, "ticket", ticket, 2);
  const personOf = (slice: Slice, ticket: number) =>
    scale.id("person", scale.personOf(slice.known, "ticket", ticket, 3));
  const staffOf = (ticket: number) =>
    scale.unit("ticket", ticket, 4) < 0.8 ? staff.support : staff.compliance;

  function* blogs(slice: Slice): Generator<string> {
    for (let blog = slice.blogs.from; blog < slice.blogs.to; blog++) {
      const author = scale.id("person", scale.personOf(slice.known, "blog", blog, 1));
      const tag = scale.pick(tags, "blog", blog, 2);
      const title = scale
        .pick(blogTitles, "blog", blog, 3)
        .replaceAll(/\{(\w+)\}/g, (_, word: string) =>
          word === "number" ? String(blog % 9) : tag,
        );
      const sentences = Array.from({ length: 12 }, (_, index) =>
        scale.pick(index % 4 === 0 ? firstSentences : moreSentences, "blog", blog, 10 + index),
      );
      const at = Math.floor(slice.start + (slice.end - slice.start) * scale.unit("blog", blog, 4));
      yield line([scale.id("blog", blog), author, title, sentences.join(" "), at, at]);
    }
  }

  function* tickets(slice: Slice): Generator<string> {
    const last = slice.end > scale.settings.until - 20 * 24 * hour;
    for (let ticket = slice.tickets.from; ticket < slice.tickets.to; ticket++) {
      const kind = kindOf(ticket);
      const at = time(slice, ticket);
      const open = last && scale.unit("ticket", ticket, 5) < 0.5;
      const post = slice.posts.from + (ticket % Math.max(1, slice.posts.to - slice.posts.from));
      const about = kind.about === "posts" ? scale.id("post", post) : null;
      yield line([
        scale.id("ticket", ticket),
        personOf(slice, ticket),
        open ? null : staffOf(ticket),
        kind.subject,
        kind.description,
        kind.category,
        scale.pick(priorities, "ticket", ticket, 6),
        open ? "open" : "closed",
        about && "posts",
        about,
        at,
        at,
        open ? null : slice.end,
      ]);
    }
  }

  function* messages(slice: Slice): Generator<string> {
    for (let ticket = slice.tickets.from; ticket < slice.tickets.to; ticket++) {
      const at = time(slice, ticket);
      const said = kindOf(ticket).conversation;
      for (const [turn, body] of said.entries()) {
        const byStaff = turn % 2 === 0;
        yield line([
          scale.id("message", ticket, turn),
          scale.id("ticket", ticket),
          byStaff ? null : personOf(slice, ticket),
          byStaff ? staffOf(ticket) : null,
          body,
          "f",
          Math.min(slice.end, at + (turn + 1) * 5 * hour),
        ]);
      }
    }
  }

  return [
    { target: "blogs (id, author_id, title, content, created_at, updated_at)", lines: blogs },
    {
      target:
        "tickets (id, user_id, assignee_id, subject, description, category, priority, status, about_type, about_id, created_at, updated_at, closed_at)",
      lines: tickets,
    },
    {
      target: "ticket_messages (id, ticket_id, user_id, staff_id, body, internal, created_at)",
      lines: messages,
    },
  ];
}
