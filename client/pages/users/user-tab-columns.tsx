import { Link } from "@tanstack/react-router";
import type { Outputs } from "../../api.ts";
import type { DataColumn } from "../../table/columns.ts";
import { Mark, type Tone } from "../../ui/mark.tsx";
import { Time } from "../../ui/time.tsx";
import { number } from "../../util/number-words.ts";
import { paths } from "../../util/paths.ts";

type Row<Pages extends { rows: readonly unknown[] }> = Pages["rows"][number];

export const postColumns: readonly DataColumn<Row<Outputs["posts"]["list"]>>[] = [
  {
    id: "content",
    header: "Post",
    width: "minmax(0, 1fr)",
    cell: (post) => (
      <Link {...paths.post(post.id)} tabIndex={-1}>
        {post.content}
      </Link>
    ),
  },
  { id: "privacy", header: "Privacy", width: "72px", cell: (post) => post.privacy },
  {
    id: "comments",
    header: "Comments",
    width: "80px",
    align: "right",
    cell: (post) => number(post.comments),
  },
  {
    id: "createdAt",
    header: "Posted",
    width: "96px",
    align: "right",
    cell: (post) => <Time at={post.createdAt} />,
  },
];

export const commentColumns: readonly DataColumn<Row<Outputs["comments"]["list"]>>[] = [
  {
    id: "content",
    header: "Comment",
    width: "minmax(0, 3fr)",
    cell: (comment) => (
      <Link {...paths.post(comment.post.id, { comment: comment.id })} tabIndex={-1}>
        {comment.content}
      </Link>
    ),
  },
  {
    id: "post",
    header: "On",
    width: "minmax(0, 2fr)",
    cell: (comment) => <span className="dim">{comment.post.content}</span>,
  },
  {
    id: "createdAt",
    header: "Written",
    width: "96px",
    align: "right",
    cell: (comment) => <Time at={comment.createdAt} />,
  },
];

export const friendColumns: readonly DataColumn<Row<Outputs["users"]["friends"]>>[] = [
  {
    id: "name",
    header: "Name",
    width: "minmax(0, 1fr)",
    cell: ({ person }) => (
      <Link {...paths.user(person.id)} tabIndex={-1}>
        {person.fullName}
      </Link>
    ),
  },
  {
    id: "username",
    header: "User name",
    width: "minmax(0, 1fr)",
    cell: ({ person }) => `@${person.username}`,
  },
  {
    id: "since",
    header: "Since",
    width: "104px",
    align: "right",
    cell: ({ since }) => <Time at={since} />,
  },
];

const statusTones: Record<string, Tone> = { open: "amber", pending: "amber", solved: "green" };

export const ticketColumns: readonly DataColumn<Row<Outputs["tickets"]["list"]>>[] = [
  { id: "subject", header: "Subject", width: "minmax(0, 1fr)", cell: (ticket) => ticket.subject },
  {
    id: "status",
    header: "Status",
    width: "80px",
    cell: ({ status }) => <Mark tone={statusTones[status] ?? "plain"}>{status}</Mark>,
  },
  { id: "priority", header: "Priority", width: "72px", cell: (ticket) => ticket.priority },
  { id: "category", header: "Category", width: "96px", cell: (ticket) => ticket.category },
  {
    id: "createdAt",
    header: "Opened",
    width: "96px",
    align: "right",
    cell: (ticket) => <Time at={ticket.createdAt} />,
  },
];
