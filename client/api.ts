import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  type TRPCClientErrorLike,
} from "@trpc/client";
import type { inferRouterOutputs } from "@trpc/server";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import superjson from "superjson";
import type { AppRouter } from "../server/routers/index.ts";
import { codeOf } from "./util/error-words.ts";

export type Outputs = inferRouterOutputs<AppRouter>;
export type ApiError = TRPCClientErrorLike<AppRouter>;

const url = "/trpc";

/** Their input may be longer than a URL: thousands of chosen rows. */
const longInputs = new Set(["restore.preview"]);

const client = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type }) => type === "subscription",
      true: httpSubscriptionLink({ url, transformer: superjson }),
      false: splitLink({
        condition: ({ path }) => longInputs.has(path),
        true: httpLink({ url, transformer: superjson, methodOverride: "POST" }),
        false: httpBatchLink({ url, transformer: superjson, maxItems: 10, maxURLLength: 8_000 }),
      }),
    }),
  ],
});

let onSignedOut = () => {};
/** Called when an answer says that nobody is signed in any more. */
export const whenSignedOut = (act: () => void) => {
  onSignedOut = act;
};

const notice = (error: unknown) => {
  if (codeOf(error) === "UNAUTHORIZED") onSignedOut();
};

/** Worth another try by itself: the network or the store, never an answer about the question. */
const passes = (error: unknown) => {
  const code = codeOf(error);
  return code === undefined || code === "STORE_DOWN";
};

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: notice }),
  mutationCache: new MutationCache({ onError: notice }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && passes(error),
      retryDelay: (attempt) => 500 * 2 ** attempt,
    },
  },
});

export const api = createTRPCOptionsProxy<AppRouter>({ client, queryClient });

/** After anything was deleted or restored: every list, count and record may have changed. */
export async function refreshRecords(): Promise<void> {
  const untouched = ["session", "system", "jobs"];
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      const [path] = queryKey;
      return Array.isArray(path) && !untouched.includes(String(path[0]));
    },
  });
}
