import { HTMX } from "./events";

/** Alpine looks at every global of the browser when it is loaded, which lays the page out too early: so it is loaded
 *  where a page holds state, or a part that htmx brought in does. */
export function startAlpine(): void {
  function begin(): void {
    if (!document.querySelector("[x-data]")) return;
    document.removeEventListener(HTMX.afterSwap, begin);
    void import("./state").then(({ startState }) => startState());
  }
  document.addEventListener(HTMX.afterSwap, begin);
  begin();
}
