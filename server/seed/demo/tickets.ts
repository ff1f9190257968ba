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
  const { kind } = ticket;
  const staff = random.chance(0.75) ? world.staff.support : world.staff.compliance;
  let at = ticket.at + 20 * minute + random.exponential(9 * hour);
  const lasts = () => at < ticket.endsAt;
  if (!lasts() || random.chance(0.06)) return;
  update(world, ticket, at, staff, { assignee_id: staff }, "Taken from the queue");
  if (kind.note && random.chance(0.7)) {
    at += random.between(2, 20) * minute;
    if (lasts()) message(world, ticket, at, { staff, body: kind.note, internal: true }, 90);
  }
  for (const [turn, body] of kind.conversation.entries()) {
    at += 3 * minute + random.exponential(turn % 2 === 0 ? 2 * hour : 11 * hour);
    if (!lasts()) return;
    if (turn % 2 === 0) {
      message(world, ticket, at, { staff, body, internal: false }, turn);
      update(world, ticket, at + 1000, staff, { status: "pending" }, "Waits for an answer");
    } else {
      message(world, ticket, at, { body, internal: false }, turn);
    }
  }
  at += random.exponential(8 * hour);
  if (lasts()) update(world, ticket, at, staff, { status: "solved" }, "Answered");
  at += 3 * day;
  if (!lasts()) return;
  const closed = { status: "closed", closed_at: new Date(at).toISOString() };
  update(world, ticket, at, staff, closed, "No answer for three days");
}

/** A change of a ticket by staff, with what it was for. */
function update(
  world: World,
  ticket: Ticket,
  at: number,
  staff: string,
  values: Readonly<Record<string, string>>,
  reason: string,
): void {
  const columns = Object.keys(values).map((column, index) => `${column} = $${index + 3}`);
  world.acts.push({
    at: Math.floor(at),
    claim: staffClaim(staff, reason),
    async run({ client }) {
      await client.query(
        `UPDATE tickets SET ${columns.join(", ")}, updated_at = $2 WHERE id = $1`,
        [ticket.id, new Date(at).toISOString(), ...Object.values(values)],
      );
    },
  });
}

function message(
  world: World,
  ticket: Ticket,
  time: number,
  said: { staff?: string; body: string; internal: boolean },
  turn: number,
): void {
  const at = Math.floor(time);
  const { staff } = said;
  world.acts.push({
    at,
    claim: staff ? staffClaim(staff, "Answer to a ticket") : platform,
    async run({ client }) {
      await client.query(
        `INSERT INTO ticket_messages (id, ticket_id, user_id, staff_id, body, internal, created_at)
        SELECT $1, id, $3, $4, $5, $6, $7 FROM tickets WHERE id = $2`,
        [
          world.id("message", `${ticket.id}:${turn}`),
          ticket.id,
          staff ? null : ticket.person.id,
          staff ?? null,
          said.body,
          said.internal,
          new Date(at).toISOString(),
        ],
      );
    },
  });
}
