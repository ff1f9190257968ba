import { useEffect } from "react";

const product = "Bellamy Console";

/** What the browser's tab and history call this page. Undefined leaves that to another part of it. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = title === product ? title : `${title} – ${product}`;
  }, [title]);
}
