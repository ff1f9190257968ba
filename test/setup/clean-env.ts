/**
 * The environment for a child process under test: none of vitest's variables (Better Auth turns
 * its origin check off when it sees TEST) and none of the developer's own settings.
 */
export function cleanEnv(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const kept = ["PATH", "HOME", "TMPDIR", "LANG", "TERM"];
  const env: NodeJS.ProcessEnv = {};
  for (const name of kept) if (process.env[name] !== undefined) env[name] = process.env[name];
  return { ...env, ...extra };
}
