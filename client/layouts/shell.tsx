import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { Outlet } from "@tanstack/react-router";
import { useState } from "react";
import { useKeys } from "../util/keys.ts";
import { usePagePreload } from "../util/use-page-preload.ts";
import { DatabaseBanner } from "./database-banner.tsx";
import { KeySheet } from "./key-sheet.tsx";
import { OfflineNotice } from "./offline-notice.tsx";
import { Rail } from "./rail.tsx";
import styles from "./shell.module.css";
import { TopBar } from "./top-bar.tsx";

/** Everything around a page. */
export function Shell() {
  const narrow = useMediaQuery("(max-width: 959px)", false, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useLocalStorage<boolean>({
    key: "bellamy-rail-collapsed",
    defaultValue: false,
    getInitialValueInEffect: false,
  });
  const [keysOpen, setKeysOpen] = useState(false);
  useKeys({ "?": () => setKeysOpen(true) });
  usePagePreload();
  const collapsed = narrow || chosen;
  return (
    <div className={styles.shell} data-collapsed={collapsed}>
      <a href="#main" className={styles.skip}>
        Skip to the page
      </a>
      <Rail collapsed={collapsed} onToggle={narrow ? undefined : () => setChosen((old) => !old)} />
      <div className={styles.column}>
        <TopBar onKeys={() => setKeysOpen(true)} />
        <OfflineNotice />
        <DatabaseBanner />
        <main id="main" tabIndex={-1} className={styles.main}>
          <Outlet />
        </main>
      </div>
      <KeySheet opened={keysOpen} onClose={() => setKeysOpen(false)} />
    </div>
  );
}
