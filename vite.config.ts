import { existsSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { configDefaults, defineConfig } from "vitest/config";

/** What runs under node after a build, by its name in dist/server. */
const serverEntries = {
  main: "server/main.ts",
  migrate: "drizzle/migrate.ts",
  check: "drizzle/check-cli.ts",
  seed: "server/seed/cli.ts",
  load: "server/seed/load.ts",
  "create-staff": "server/auth/create-staff.ts",
};

// A vitest project takes nothing from this file's root: `extends: true` would start one
// globalSetup (and one PostgreSQL) a project.
function project(name: string, seconds: number, groupOrder = 0) {
  return {
    test: {
      name,
      include: [`test/${name}/**/*.test.{ts,tsx}`],
      exclude: configDefaults.exclude,
      environment: "node" as const,
      testTimeout: seconds * 1000,
      hookTimeout: seconds * 1000,
      // Groups run one after another: what measures seconds must not share two cores with the rest.
      sequence: { groupOrder },
      ...(groupOrder > 0 ? { maxWorkers: 1 } : {}),
    },
  };
}

export default defineConfig({
  root: process.env.VITEST ? "." : "client",
  cacheDir: `${import.meta.dirname}/node_modules/.vite`,
  plugins: [react()],
  html: { cspNonce: "__CSP_NONCE__" },
  builder: {},
  environments: {
    client: {
      build: {
        outDir: "../dist/client",
        emptyOutDir: true,
        manifest: true,
        assetsInlineLimit: 0,
        chunkSizeWarningLimit: 1600,
      },
    },
    ssr: {
      build: {
        ssr: true,
        target: "node20",
        outDir: "../dist/server",
        emptyOutDir: true,
        rolldownOptions: {
          input: Object.fromEntries(
            Object.entries(serverEntries)
              .map(([name, path]) => [name, `${import.meta.dirname}/${path}`] as const)
              .filter(([, path]) => existsSync(path)),
          ),
          // Flat, so that a path relative to a source file means the same in every chunk.
          output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" },
        },
      },
    },
  },
  test: {
    globalSetup: [`${import.meta.dirname}/test/setup/global.ts`],
    projects: [
      project("unit", 10),
      project("drizzle", 60),
      project("routers", 60),
      project("jobs", 60, 1),
      project("seed", 60),
      project("safety", 30),
      project("process", 120, 1),
      project("e2e", 120, 2),
    ],
  },
});
