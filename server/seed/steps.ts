import pg from "pg";
import { type Claim, writeWith } from "../stores/postgres/write.ts";

export interface StepContext {
  readonly client: pg.ClientBase;
  /** The transaction of an earlier step, by that step's name. */
  transactionOf(name: string): Promise<string>;
}

/** One transaction of the history that is made. */
export interface Step {
  /** When it happened, in milliseconds. */
  readonly at: number;
  /** Null: written by the owner with no claim, so that the log marks it as unattributed. */
  readonly claim: Claim | null;
  readonly name?: string;
  /** What cannot be said in advance: COPY, or statements that need each other's answers. */
  run?(context: StepContext): Promise<void>;
  /** What can be; they follow one another. */
  readonly statements?: readonly pg.QueryConfig[];
}

export interface Connections {
  /** As the application's role. */
  readonly client: pg.ClientBase;
  readonly owner: pg.ClientBase;
}

/**
 * Runs the steps that an earlier run did not come to. A step is noted in its own transaction, so
 * that a run that is killed is taken up exactly where it was.
 */
export async function runSteps(
  { client, owner }: Connections,
  seed: string,
  steps: Iterable<Step>,
  onStep: (step: Step, index: number) => void = () => {},
): Promise<void> {
  const { rows } = await client.query<{ last: number | null }>(
    "SELECT max(step) AS last FROM demo.step WHERE seed = $1",
    [seed],
  );
  const last = rows[0]?.last ?? -1;
  let index = -1;
  for (const step of steps) {
    index++;
    if (index <= last) continue;
    const note = { seed, index, step };
    if (step.claim) {
      await writeWith(client, step.claim, () => runStep(client, note), { statementTimeout: 0 });
    } else {
      await inTransaction(owner, () => runStep(owner, note));
    }
    onStep(step, index);
  }
}

async function runStep(
  client: pg.ClientBase,
  { seed, index, step }: { seed: string; index: number; step: Step },
): Promise<void> {
  await step.run?.({
    client,
    async transactionOf(name) {
      const { rows } = await client.query<{ xid: string }>(
        "SELECT xid::text AS xid FROM demo.step WHERE seed = $1 AND name = $2",
        [seed, name],
      );
      if (!rows[0]) throw new Error(`There is no step "${name}"`);
      return rows[0].xid;
    },
  });
  const statements = [
    ...(step.statements ?? []),
    {
      name: "note step",
      text: "INSERT INTO demo.step (seed, step, name, at) VALUES ($1, $2, $3, $4)",
      values: [seed, index, step.name ?? null, new Date(step.at).toISOString()],
    },
  ];
  if (client instanceof pg.Client && client.pipeline) {
    await Promise.all(statements.map((statement) => client.query(statement)));
  } else {
    for (const statement of statements) await client.query(statement);
  }
}

export async function inTransaction(
  client: pg.ClientBase,
  work: () => Promise<void>,
): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}
