/** The browser's way back closes the side panel first: whoever opened it from a list stands where she stood in the list. */

type Place = { panel?: boolean } | null;

/** What to do when the browser has stepped back because we asked it to. */
let arrived: (() => void) | null = null;

function stepBack(then: () => void): void {
  if (!(history.state as Place)?.panel) return then();
  arrived = then;
  history.back();
}

/** Remember in the browser's history that the panel is open. */
export function opened(): void {
  history.pushState({ panel: true } satisfies Place, "");
}

/** Go to `url` from an open panel, so that the way back from there leads to the page and not to its panel. */
export function goOn(url: string): void {
  stepBack(() => window.location.assign(url));
}

export function startWayBack(panel: HTMLDialogElement | null): void {
  if (!panel) return;
  const nothing = (): void => undefined;
  panel.addEventListener("close", () => stepBack(nothing));
  // Before htmx hears of it, which would bring back the whole page as it once was.
  const returned = (event: PopStateEvent): void => {
    if (!arrived && !panel.open) return;
    event.stopImmediatePropagation();
    const then = arrived;
    arrived = null;
    if (then) then();
    else document.querySelectorAll<HTMLDialogElement>("dialog[open]").forEach((box) => box.close());
  };
  window.addEventListener("popstate", returned, { capture: true });
  // A page that is loaded anew has no panel: its place in the history goes as well.
  stepBack(nothing);
}
