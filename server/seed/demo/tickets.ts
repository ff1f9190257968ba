import { pickPerson } from "./people.ts";
import {
  type Comment,
  day,
  hour,
  minute,
  type Person,
  platform,
  type Post,
  staffClaim,
  type World,
} from "./world.ts";
import { type TicketAbout, ticketKinds } from "./words/support.ts";

type Random = ReturnType<World["random"]>;
type Kind = (typeof ticketKinds)[number];

interface Ticket {
  readonly id: string;
  readonly kind: Kind;
  readonly person: Person;
  readonly at: number;
  /** The last time at which something may happen to it. */
  readonly endsAt: number;
}

/** Two tickets for five people, each about something real, with what was said and done. */
export function addTickets(world: World): void {
  const random = world.random("tickets");
  const number = Math.max(12, Math.round(world.people.length * 0.4));
  for (let index = 0; index < number; index++) {
    // The most are of the last weeks, as in any inbox.
    const at = Math.floor(
      world.until - hour - (world.until - world.start - 3 * day) * random.next() ** 2.8,
    );
    const person = pickPerson(world, random, at);
    const kind = ticketKinds[index % ticketKinds.length];
    if (!person || !kind) continue;
    const about = findAbout(world, random, kind.about, person, at);
    const id = world.id("ticket", index);
    world.facts.push({
      at,
      table: "tickets",
      row: {
        id,
        user_id: person.id,
        assignee_id: null,
        subject: kind.subject,
        description: kind.description,
        category: kind.category,
        priority: random.pick(["low", "normal", "normal", "normal", "high", "urgent"]),
        status: "open",
        about_type: about && kind.about,
        about_id: about,
        created_at: at,
        updated_at: at,
        closed_at: null,
      },
    });
    converse(world, random, { id, kind, person, at, endsAt: person.endsAt });
  }
}

/** Something that was there when the ticket was written. */
function findAbout(
  world: World,
  random: Random,
  about: TicketAbout,
  person: Person,
  at: number,
): string | null {
  if (!about) return null;
  const own = (thing: { author: Person }) => thing.author === person;
  const there = (thing: { at: number; endsAt: number }) => thing.at < at && thing.endsAt > at;
  if (about === "users") return pickPerson(world, random, at)?.id ?? null;
  const list: readonly (Post | Comment)[] = about === "posts" ? world.posts : world.comments;
  for (let attempt = 0; attempt < 40; attempt++) {
    const thing = random.pick(list);
    if (there(thing) && (attempt > 20 || !own(thing))) return thing.id;
  }
  return null;
}

/** Staff and person in turn, for as long as it lasts; the newest are still open. */
function converse(world: World, random: Random, ticket: Ticket): void {
  const { kind, person } = ticket;
  const staff = random.chance(0.75) ? world.staff.support : world.staff.compliance;
  let at = ticket.at + 20 * minute + random.exponential(9 * hour);
  /** One transaction, unless the ticket is gone by then. Returns whether there is more to say. */
  const act = (by: string | null, reason: string, ...statements: Say[]): boolean => {
    if (at >= ticket.endsAt) return false;
    const time = Math.floor(at);
    world.acts.push({
      at: time,
      claim: by ? staffClaim(by, reason) : platform,
      statements: statements.map((say) => say(new Date(time).toISOString())),
    });
    return true;
  };
  const message = (turn: number, by: string | null, body: string, internal = false): Say => {
    const id = world.id("message", `${ticket.id}:${turn}`);
    return (time) => ({
      text: `INSERT INTO ticket_messages (id, ticket_id, user_id, staff_id, body, internal, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      values: [id, ticket.id, by ? null : person.id, by, body, internal, time],
    });
  };
  const set = (changes: string): Say => {
    return (time) => ({
      text: `UPDATE tickets SET ${changes}, updated_at = $2 WHERE id = $1`,
      values: [ticket.id, time],
    });
  };

  if (random.chance(0.06)) return;
  const taken = set(`assignee_id = '${staff}'`);
  if (!act(staff, "Taken from the queue", taken)) return;
  if (kind.note && random.chance(0.7)) {
    at += random.between(2, 20) * minute;
    act(staff, "Note for the team", message(90, staff, kind.note, true));
  }
  for (const [turn, body] of kind.conversation.entries()) {
    at += 3 * minute + random.exponential(turn % 2 === 0 ? 2 * hour : 11 * hour);
    const goesOn =
      turn % 2 === 0
        ? act(staff, "Answer to a ticket", message(turn, staff, body), set("status = 'pending'"))
        : act(null, "", message(turn, null, body));
    if (!goesOn) return;
  }
  at += random.exponential(8 * hour);
  if (!act(staff, "Answered", set("status = 'solved'"))) return;
  at += 3 * day;
  act(staff, "No answer for three days", set("status = 'closed', closed_at = $2"));
}

/** A statement, once it is known when it happens. */
type Say = (time: string) => { text: string; values: unknown[] };
