import { useNavigate } from "@tanstack/react-router";
import { api } from "../../api.ts";
import { DataTable } from "../../table/data-table.tsx";
import { nextPage, useListQuery } from "../../table/use-list-query.ts";
import { Empty } from "../../ui/panel-states.tsx";
import { Timeline } from "../../ui/timeline/timeline.tsx";
import { paths } from "../../util/paths.ts";
import { commentColumns, friendColumns, postColumns, ticketColumns } from "./user-tab-columns.tsx";

interface PanelProps {
  readonly userId: string;
  readonly name: string;
}

type Tab = "posts" | "comments" | "friends" | "tickets" | "timeline";

/** Each panel asks for itself, and only when it is open. */
export function UserTab({ tab, ...props }: PanelProps & { tab: Tab }) {
  switch (tab) {
    case "posts":
      return <UserPosts {...props} />;
    case "comments":
      return <UserComments {...props} />;
    case "friends":
      return <UserFriends {...props} />;
    case "tickets":
      return <UserTickets {...props} />;
    case "timeline":
      return <Timeline entity="users" recordKey={props.userId} />;
  }
}

function UserPosts({ userId, name }: PanelProps) {
  const navigate = useNavigate();
  const list = useListQuery(
    api.posts.list.infiniteQueryOptions({ authorId: userId }, { getNextPageParam: nextPage }),
  );
  return (
    <DataTable
      label={`Posts by ${name}`}
      columns={postColumns}
      list={list}
      rowId={(row) => row.id}
      onOpen={(row) => void navigate(paths.post(row.id))}
      empty={<Empty title="No posts">{name} has posted nothing, or all of it was deleted.</Empty>}
    />
  );
}

function UserComments({ userId, name }: PanelProps) {
  const navigate = useNavigate();
  const list = useListQuery(
    api.comments.list.infiniteQueryOptions({ authorId: userId }, { getNextPageParam: nextPage }),
  );
  return (
    <DataTable
      label={`Comments by ${name}`}
      columns={commentColumns}
      list={list}
      rowId={(row) => row.id}
      onOpen={(row) => void navigate(paths.post(row.post.id, { comment: row.id }))}
      empty={
        <Empty title="No comments">
          {name} has commented on nothing, or all of it was deleted.
        </Empty>
      }
    />
  );
}

function UserFriends({ userId, name }: PanelProps) {
  const navigate = useNavigate();
  const list = useListQuery(
    api.users.friends.infiniteQueryOptions({ id: userId }, { getNextPageParam: nextPage }),
  );
  return (
    <DataTable
      label={`Friends of ${name}`}
      columns={friendColumns}
      list={list}
      rowId={(row) => row.person.id}
      onOpen={(row) => void navigate(paths.user(row.person.id, "friends"))}
      empty={<Empty title="No friends">{name} has no friendships.</Empty>}
    />
  );
}

function UserTickets({ userId, name }: PanelProps) {
  const navigate = useNavigate();
  const list = useListQuery(
    api.tickets.list.infiniteQueryOptions({ userId }, { getNextPageParam: nextPage }),
  );
  return (
    <DataTable
      label={`Tickets of ${name}`}
      columns={ticketColumns}
      list={list}
      rowId={(row) => row.id}
      onOpen={(row) => void navigate(paths.anyRecord("tickets", row.id))}
      empty={<Empty title="No tickets">{name} has asked support for nothing.</Empty>}
    />
  );
}
