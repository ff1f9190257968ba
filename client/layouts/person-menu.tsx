import { Button, Menu, useMantineColorScheme } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Icon } from "../ui/icon.tsx";
import { capital } from "../util/number-words.ts";
import { leave } from "../util/leave.ts";
import { signOut, useMe } from "../util/session.ts";
import styles from "./person-menu.module.css";

const schemes = [
  { value: "light", label: "Light theme" },
  { value: "dark", label: "Dark theme" },
  { value: "auto", label: "Theme of the system" },
] as const;

const schemeOf = (value: string) => (value === "light" || value === "dark" ? value : "auto");

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
    <Menu width={248} withInitialFocusPlaceholder={false}>
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
        <Menu.Divider />
        <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(schemeOf(value))}>
          {schemes.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value} closeMenuOnClick={false}>
              {label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item onClick={() => void out(false)}>Sign out</Menu.Item>
        <Menu.Item onClick={() => void out(true)}>Sign out everywhere</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
