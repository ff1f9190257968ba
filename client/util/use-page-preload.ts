import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";

/** Milliseconds after which the first page has surely been shown. */
const patience = 2_000;

/** Fetches the code of all pages once the first one stands, so that a lost connection costs data
 * and not the page that would say so. */
export function usePagePreload(): void {
  const router = useRouter();
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const route of Object.values(router.routesById)) {
        // One that fails is fetched again when it is opened.
        void Promise.resolve(router.loadRouteChunk(route)).catch(() => undefined);
      }
    }, patience);
    return () => clearTimeout(timer);
  }, [router]);
}
