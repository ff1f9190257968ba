import { Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Permission } from "../../shared/permissions.ts";
import icon from "../icon.svg";
import { Icon, type IconName } from "../ui/icon.tsx";
import { paths } from "../util/paths.ts";
import { useCan } from "../util/session.ts";
import styles from "./shell.module.css";

interface Place {
  readonly label: string;
  readonly icon: IconName;
  readonly permission: Permission;
  readonly to: "/users" | "/posts" | "/deleted" | "/audit";
}

const groups: readonly { name: string; places: readonly Place[] }[] = [
  {
    name: "Everyone",
    places: [
      { label: "People", icon: "people", permission: "users.read", to: "/users" },
      { label: "Posts", icon: "posts", permission: "content.read", to: "/posts" },
    ],
  },
  {
    name: "Compliance",
    places: [
      { label: "Deleted records", icon: "deleted", permission: "deleted.read", to: "/deleted" },
      { label: "Audit", icon: "audit", permission: "audit.read", to: "/audit" },
    ],
  },
];

interface RailProps {
  readonly collapsed: boolean;
  /** Undefined where there is no room for the wide rail. */
  readonly onToggle: (() => void) | undefined;
}

/** What this role may open, and nothing else. */
export function Rail({ collapsed, onToggle }: RailProps) {
  const can = useCan();
  const hint = (label: string, child: ReactElement) => (
    <Tooltip key={label} label={label} position="right" disabled={!collapsed}>
      {child}
    </Tooltip>
  );
  return (
    <nav className={styles.rail} aria-label="Desks">
      <Link
        {...paths.home()}
        className={styles.brand}
        aria-label={collapsed ? "Bellamy Console" : undefined}
      >
        <img src={icon} alt="" width={24} height={24} />
        {!collapsed && "Bellamy Console"}
      </Link>
      {groups.map(({ name, places }) => {
        const open = places.filter(({ permission }) => can(permission));
        if (open.length === 0) return null;
        return (
          <div key={name} className={styles.group} role="group" aria-label={name}>
            <p className={styles.groupName}>{name}</p>
            {open.map(({ label, icon, to }) =>
              hint(
                label,
                <Link to={to} className={styles.item} aria-label={collapsed ? label : undefined}>
                  <Icon name={icon} />
                  {!collapsed && label}
                </Link>,
              ),
            )}
          </div>
        );
      })}
      {onToggle && (
        <div className={styles.railFoot}>
          {hint(
            "Widen",
            <button
              type="button"
              className={`${styles.item} ${styles.railToggle}`}
              onClick={onToggle}
              aria-label={collapsed ? "Widen the rail" : "Narrow the rail"}
              aria-expanded={!collapsed}
            >
              <Icon name="rail" />
              {!collapsed && "Narrow"}
            </button>,
          )}
        </div>
      )}
    </nav>
  );
}
