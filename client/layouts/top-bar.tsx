import { Button, Tooltip } from "@mantine/core";
import { Breadcrumb } from "./breadcrumb.tsx";
import { JobsButton } from "./jobs-drawer.tsx";
import { PersonMenu } from "./person-menu.tsx";
import styles from "./shell.module.css";
import { StoreLight } from "./store-light.tsx";

export function TopBar({ onKeys }: { onKeys: () => void }) {
  return (
    <header className={styles.topBar}>
      <Breadcrumb />
      <StoreLight />
      <JobsButton />
      <Tooltip label="Keys (?)">
        <Button variant="subtle" color="gray" c="var(--text)" onClick={onKeys} aria-label="Keys">
          ?
        </Button>
      </Tooltip>
      <PersonMenu />
    </header>
  );
}
