import type pg from "pg";
import type { z } from "zod";
import type { Page, Person } from "../../shared/schemas/fields.ts";
import type { ticketsList } from "../../shared/schemas/tickets.ts";
import { keyset } from "../paging.ts";
import { conditions, where } from "./filters.ts";
import { personSql } from "./person.ts";
import { Parameters } from "./record-sql.ts";

export interface TicketRow {
  readonly id: string;
  readonly subject: string;
  readonly status: string;
  readonly priority: string;
  readonly category: string;
  readonly person: Person;
  readonly createdAt: string;
}

export async function listTickets(
  pool: pg.Pool,
  { cursor, limit, ...filters }: z.output<typeof ticketsList>,
): Promise<Page<TicketRow>> {
  const parameters = new Parameters();
  const keys = keyset<TicketRow>(
    {
      list: "tickets",
      columns: [
        { sql: "t.created_at", type: "timestamptz" },
        { sql: "t.id", type: "uuid" },
      ],
      direction: "desc",
      values: (row) => [row.createdAt, row.id],
    },
    filters,
    { cursor, limit },
    parameters,
  );
  const chosen = conditions(parameters, [
    [filters.userId, (value) => `t.user_id = ${value}::uuid`],
    [filters.status, (value) => `t.status = ${value}`],
  ]);
  const { rows } = await pool.query<TicketRow>(
    `SELECT t.id, t.subject, t.status, t.priority, t.category, ${personSql("u")} AS person,
      t.created_at AS "createdAt"
    FROM tickets t JOIN users u ON u.id = t.user_id ${where(...chosen, keys.where)} ${keys.tail}`,
    parameters.values,
  );
  return keys.page(rows);
}
