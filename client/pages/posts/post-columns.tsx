import { Link } from "@tanstack/react-router";
import { privacies } from "../../../shared/schemas/content.ts";
import type { Outputs } from "../../api.ts";
import type { DataColumn } from "../../table/columns.ts";
import type { Filter } from "../../table/filters.ts";
import { Time } from "../../ui/time.tsx";
import { capital, number } from "../../util/number-words.ts";

type PostRow = Outputs["posts"]["list"]["rows"][number];

export const postColumns: readonly DataColumn<PostRow>[] = [
  {
    id: "content",
    header: "Post",
    width: "minmax(160px, 4fr)",
    keep: true,
    cell: (post) => (
      <Link to="/posts/$postId" params={{ postId: post.id }} search={true} tabIndex={-1}>
        {post.content}
      </Link>
    ),
  },
  {
    id: "author",
    header: "Author",
    width: "minmax(96px, 1fr)",
    keep: true,
    cell: (post) => <span title={`@${post.author.username}`}>{post.author.fullName}</span>,
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
    id: "reactions",
    header: "Reactions",
    width: "80px",
    align: "right",
    cell: (post) => number(post.reactions),
  },
  {
    id: "createdAt",
    header: "Posted",
    width: "96px",
    sort: "createdAt",
    align: "right",
    cell: (post) => <Time at={post.createdAt} />,
  },
];

export const postFilters: readonly Filter<"privacy" | "author" | "from" | "to">[] = [
  {
    kind: "choice",
    name: "privacy",
    label: "Privacy",
    choices: privacies.map((value) => ({ value, label: capital(value) })),
  },
  { kind: "text", name: "author", label: "Author", hint: "A person's id", mono: true },
  { kind: "day", name: "from", label: "Posted from" },
  { kind: "day", name: "to", label: "Posted until" },
];
