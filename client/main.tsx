import "./util/before-all.ts";
import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "./styles/tokens.css";
import "./styles/global.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient, whenSignedOut } from "./api.ts";
import { router } from "./routes.tsx";
import { cssVariablesResolver, theme } from "./theme.ts";
import { leave } from "./util/leave.ts";
import { nonce } from "./util/nonce.ts";

const colorScheme = localStorageColorSchemeManager({ key: "bellamy-theme" });

// Before the first paint: a dark console must not open with a white flash.
const chosen = colorScheme.get("auto");
const dark =
  chosen === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : chosen === "dark";
document.documentElement.dataset.mantineColorScheme = dark ? "dark" : "light";

whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname !== "/sign-in") leave(href);
});

const root = document.getElementById("root");
if (!root) throw new Error("The document has no #root");
createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
      deduplicateInlineStyles
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-right" />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
