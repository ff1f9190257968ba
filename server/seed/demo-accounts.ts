/** Who can sign in to the demo, one a role. Made with the demo data, so never in production. */
export const demoAccounts = [
  {
    email: "support@bellamy.example",
    password: "demo-support",
    role: "support",
    name: "Samir Okafor",
  },
  {
    email: "compliance@bellamy.example",
    password: "demo-compliance",
    role: "compliance",
    name: "Clara Lindqvist",
  },
  {
    email: "operator@bellamy.example",
    password: "demo-operator",
    role: "operator",
    name: "Owen Takeda",
  },
  { email: "admin@bellamy.example", password: "demo-admin", role: "admin", name: "Ada Moreau" },
] as const;
