import { Link } from "@tanstack/react-router";
import type { Outputs } from "../../api.ts";
import type { DataColumn } from "../../table/columns.ts";
import type { Filter } from "../../table/filters.ts";
import { Id } from "../../ui/id.tsx";
import { Time } from "../../ui/time.tsx";

export type UserRow = Outputs["users"]["list"]["rows"][number];

export const userColumns: readonly DataColumn<UserRow>[] = [
  {
    id: "name",
    header: "Name",
    width: "minmax(140px, 2fr)",
    keep: true,
    cell: (user) => (
      <Link to="/users/$userId" params={{ userId: user.id }} search={true} tabIndex={-1}>
        {user.fullName}
      </Link>
    ),
  },
  {
    id: "username",
    header: "User name",
    width: "minmax(110px, 1.5fr)",
    sort: "username",
    keep: true,
    cell: (user) => `@${user.username}`,
  },
  {
    id: "email",
    header: "E-mail",
    width: "minmax(160px, 2.5fr)",
    sort: "email",
    cell: (user) => user.email,
  },
  { id: "id", header: "Id", width: "136px", cell: (user) => <Id value={user.id} what="user id" /> },
  {
    id: "createdAt",
    header: "Joined",
    width: "104px",
    sort: "createdAt",
    align: "right",
    cell: (user) => <Time at={user.createdAt} />,
  },
];

export const userFilters: readonly Filter<"from" | "to">[] = [
  { kind: "day", name: "from", label: "Joined from" },
  { kind: "day", name: "to", label: "Joined until" },
];
