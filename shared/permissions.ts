/** The one readable table of who may do what; the matrix test compares every procedure with it. */
export const roles = ["support", "compliance", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

export const permissions = {
  "session.read": ["support", "compliance", "operator", "admin"],
  "system.read": ["support", "compliance", "operator", "admin"],
  "users.read": ["support", "compliance", "operator", "admin"],
  "content.read": ["support", "compliance", "operator", "admin"],
  "tickets.read": ["support", "compliance", "admin"],
  "records.timeline": ["support", "compliance", "operator", "admin"],
  "content.delete": ["support", "compliance", "admin"],
  "users.delete": ["compliance", "admin"],
  "deleted.read": ["compliance", "admin"],
  "deleted.restore": ["compliance", "admin"],
  "audit.read": ["compliance", "admin"],
  "jobs.own": ["support", "compliance", "operator", "admin"],
  "staff.read": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export const allows = (role: Role, permission: Permission): boolean =>
  (permissions[permission] as readonly Role[]).includes(role);
