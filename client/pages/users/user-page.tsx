import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { api, type Outputs } from "../../api.ts";
import { RecordHead } from "../../layouts/page-head.tsx";
import { useUrlState } from "../../table/use-url-state.ts";
import { DeleteDialog, type DeleteTarget } from "../../ui/destructive/delete-dialog.tsx";
import { Facts } from "../../ui/facts.tsx";
import { Id } from "../../ui/id.tsx";
import { MissingRecord } from "../../ui/missing-record.tsx";
import { SkeletonLines } from "../../ui/panel-states.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { type TabItem, Tabs } from "../../ui/tabs.tsx";
import { Time } from "../../ui/time.tsx";
import { useCan } from "../../util/session.ts";
import { userTabs } from "../../util/search-schemas.ts";
import { UserTab } from "./user-tab.tsx";
import styles from "./user-page.module.css";

const route = getRouteApi("/signed-in/users/$userId");
const panelId = "user-panel";

type Detail = Outputs["users"]["get"];

export function UserPage() {
  const { userId } = route.useParams();
  const [target, setTarget] = useState<DeleteTarget | null>(null);
  const { data, error, refetch } = useQuery(api.users.get.queryOptions({ id: userId }));
  return (
    <>
      {error ? (
        <MissingRecord
          entity="users"
          recordKey={userId}
          what="person"
          error={error}
          retry={() => void refetch()}
        />
      ) : data ? (
        <User
          key={userId}
          detail={data}
          onDelete={() => setTarget({ entity: "users", key: userId })}
        />
      ) : (
        <div className={styles.loading}>
          <SkeletonLines lines={8} />
        </div>
      )}
      <DeleteDialog target={target} onClose={() => setTarget(null)} />
    </>
  );
}

function User({ detail: { user, counts }, onDelete }: { detail: Detail; onDelete: () => void }) {
  const { tab = "posts" } = route.useSearch();
  const setUrl = useUrlState();
  const can = useCan();
  const tabs = userTabs.filter((name) => name !== "tickets" || can("tickets.read"));
  const shown = tabs.includes(tab) ? tab : "posts";
  return (
    <ScrollPane label={user.fullName}>
      <RecordHead
        title={user.fullName}
        under={
          <>
            <span>@{user.username}</span>
            <Id value={user.id} what="user id" />
            <span>
              joined <Time at={user.createdAt} />
            </span>
          </>
        }
        acts={
          can("users.delete") && (
            <Button variant="outline" color="red" onClick={onDelete}>
              Delete…
            </Button>
          )
        }
      />
      <div className={styles.facts}>
        <Facts facts={factsOf(user)} />
      </div>
      <Tabs
        label="About this person"
        tabs={tabs.map((name) => tabOf(name, counts))}
        value={shown}
        onChange={(name) => setUrl({ tab: name })}
        panelId={panelId}
      />
      <div id={panelId} role="tabpanel" aria-label={tabOf(shown, counts).label}>
        <UserTab tab={shown} userId={user.id} name={user.fullName} />
      </div>
    </ScrollPane>
  );
}

const labels = {
  posts: "Posts",
  comments: "Comments",
  friends: "Friends",
  tickets: "Tickets",
  timeline: "Timeline",
} as const;

type Tab = keyof typeof labels;

const tabOf = (name: Tab, counts: Detail["counts"]): TabItem<Tab> => ({
  name,
  label: labels[name],
  count: name === "timeline" ? undefined : counts[name],
});

const factsOf = (user: Detail["user"]) => [
  { name: "E-mail", value: user.email },
  { name: "Last changed", value: <Time at={user.updatedAt} /> },
  { name: "Picture", value: user.profilePictureUrl && <Address url={user.profilePictureUrl} /> },
  { name: "Cover", value: user.coverPhotoUrl && <Address url={user.coverPhotoUrl} /> },
  { name: "Bio", value: user.bio, wide: true },
];

/** Text and no link: what people upload is not opened by a slip of the hand. */
const Address = ({ url }: { url: string }) => <span className="mono">{url}</span>;
