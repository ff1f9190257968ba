import { Button, Menu, SegmentedControl, useMantineColorScheme } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Icon } from "../ui/icon.tsx";
import { capital } from "../util/number-words.ts";
import { leave } from "../util/leave.ts";
import { signOut, useMe } from "../util/session.ts";
import styles from "./person-menu.module.css";

async function out(everywhere: boolean) {
  const done = await signOut(everywhere).catch(() => false);
  if (done) return leave();
  notifications.show({
    color: "red",
    title: "You are still signed in",
    message: "The server did not end the session. Try again.",
  });
}

export function PersonMenu() {
  const { account } = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu width={248}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          c="var(--text)"
          rightSection={<Icon name="down" size={12} />}
          aria-label={`${account.name}, account`}
        >
          {account.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={styles.who}>
          <p>{account.email}</p>
          <p className="dim">{account.role ? capital(account.role) : "No role"}</p>
        </div>
        <div className={styles.theme}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Theme"
            value={colorScheme}
            onChange={(value) =>
              setColorScheme(value === "light" || value === "dark" ? value : "auto")
            }
            data={[
              { value: "light", label: "Light" },
              { value: "dark", label: "Dark" },
              { value: "auto", label: "System" },
            ]}
          />
        </div>
        <Menu.Divider />
        <Menu.Item onClick={() => void out(false)}>Sign out</Menu.Item>
        <Menu.Item onClick={() => void out(true)}>Sign out everywhere</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
