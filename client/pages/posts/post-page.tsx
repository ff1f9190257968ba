import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { api, type Outputs } from "../../api.ts";
import { RecordHead } from "../../layouts/page-head.tsx";
import { useUrlState } from "../../table/use-url-state.ts";
import { DeleteDialog, type DeleteTarget } from "../../ui/destructive/delete-dialog.tsx";
import { Id } from "../../ui/id.tsx";
import { MissingRecord } from "../../ui/missing-record.tsx";
import { SkeletonLines } from "../../ui/panel-states.tsx";
import { PersonLink } from "../../ui/person.tsx";
import { ScrollPane } from "../../ui/scroll-pane.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Time } from "../../ui/time.tsx";
import { Timeline } from "../../ui/timeline/timeline.tsx";
import { useCan } from "../../util/session.ts";
import { CommentThread } from "./comment-thread.tsx";
import { PostContent } from "./post-content.tsx";
import styles from "./post-page.module.css";

const route = getRouteApi("/signed-in/posts/$postId");
const panelId = "post-panel";

export function PostPage() {
  const { postId } = route.useParams();
  const [target, setTarget] = useState<DeleteTarget | null>(null);
  const { data, error, refetch } = useQuery(api.posts.get.queryOptions({ id: postId }));
  return (
    <>
      {error ? (
        <MissingRecord
          entity="posts"
          recordKey={postId}
          what="post"
          error={error}
          retry={() => void refetch()}
        />
      ) : data ? (
        <Post key={postId} detail={data} onDelete={setTarget} />
      ) : (
        <div className={styles.loading}>
          <SkeletonLines lines={8} />
        </div>
      )}
      <DeleteDialog target={target} onClose={() => setTarget(null)} />
    </>
  );
}

interface PostProps {
  readonly detail: Outputs["posts"]["get"];
  readonly onDelete: (target: DeleteTarget) => void;
}

function Post({ detail, onDelete }: PostProps) {
  const { post, counts } = detail;
  const { tab = "thread" } = route.useSearch();
  const setUrl = useUrlState();
  const can = useCan();
  return (
    <ScrollPane label="Post">
      <RecordHead
        title={`Post by ${post.author.fullName}`}
        under={
          <>
            <PersonLink person={post.author} />
            <Id value={post.id} what="post id" />
            <span>
              posted <Time at={post.createdAt} />
            </span>
            <span>{post.privacy}</span>
          </>
        }
        acts={
          can("content.delete") && (
            <Button
              variant="outline"
              color="red"
              onClick={() => onDelete({ entity: "posts", key: post.id })}
            >
              Delete…
            </Button>
          )
        }
      />
      <PostContent detail={detail} />
      <Tabs
        label="About this post"
        tabs={[
          { name: "thread", label: "Comments", count: counts.comments },
          { name: "timeline", label: "Timeline" },
        ]}
        value={tab}
        onChange={(name) => setUrl({ tab: name })}
        panelId={panelId}
      />
      <div id={panelId} role="tabpanel" aria-label={tab === "thread" ? "Comments" : "Timeline"}>
        {tab === "thread" ? (
          <CommentThread postId={post.id} expected={counts.comments} onDelete={onDelete} />
        ) : (
          <Timeline entity="posts" recordKey={post.id} />
        )}
      </div>
    </ScrollPane>
  );
}
