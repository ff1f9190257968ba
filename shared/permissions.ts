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

/** What reading one entity's records takes beyond the procedure's own permission, if anything. */
export function toRead(entity: string): Permission | undefined {
  if (entity === "tickets" || entity === "ticket_messages") return "tickets.read";
  return entity.startsWith("staff_") ? "staff.read" : undefined;
}

/**
 * What each procedure asks for. A procedure without a line here, or a line without a procedure,
 * keeps the server from starting; one act may ask for more by what it is given (deleting a person).
 */
export const procedures: Readonly<Record<string, Permission>> = {
  "session.me": "session.read",
  "system.status": "system.read",
  "system.entities": "system.read",
  "users.list": "users.read",
  "users.count": "users.read",
  "users.get": "users.read",
  "users.friends": "users.read",
  "posts.list": "content.read",
  "posts.count": "content.read",
  "posts.get": "content.read",
  "comments.thread": "content.read",
  "comments.list": "content.read",
  "tickets.list": "tickets.read",
  "records.timeline": "records.timeline",
  "records.deletePreview": "content.delete",
  "records.delete": "content.delete",
  "records.undoDelete": "content.delete",
  "deleted.list": "deleted.read",
  "deleted.get": "deleted.read",
  "deleted.rows": "deleted.read",
  "restore.preview": "deleted.restore",
  "restore.run": "deleted.restore",
  "restore.undo": "deleted.restore",
  "audit.list": "audit.read",
  "audit.count": "audit.read",
  "audit.get": "audit.read",
  "audit.rows": "audit.read",
  "jobs.get": "jobs.own",
  "jobs.list": "jobs.own",
  "jobs.watch": "jobs.own",
  "jobs.cancel": "jobs.own",
  "staff.list": "staff.read",
};
