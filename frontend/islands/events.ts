/** Every event name that crosses a border, in one place: htmx 4 renames its own, and the server raises some of ours. */
export const HTMX = {
  configRequest: "htmx:configRequest",
  beforeRequest: "htmx:beforeRequest",
  beforeSwap: "htmx:beforeSwap",
  afterSwap: "htmx:afterSwap",
  afterSettle: "htmx:afterSettle",
  responseError: "htmx:responseError",
  sendError: "htmx:sendError",
  timeout: "htmx:timeout",
} as const;

export const OURS = {
  /** {text, kind?, undo?}: show a toast. Raised by the server through HX-Trigger. */
  toast: "toast",
  /** Close the side panel or dialog that is open. */
  close: "panel-close",
  /** The number of chosen rows of a table changed: {ids}. */
  selection: "selection-changed",
  /** A jot has reached the server. */
  jots: "jots-changed",
  /** A date field has a new value: {iso}. */
  date: "date-changed",
} as const;
