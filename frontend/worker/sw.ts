/** Keeps the built files and one page for when there is no connection. Pages themselves are never kept: they belong to
 *  one person. Every build has a store of its own; the build writes its name and its files here. */
declare const self: ServiceWorkerGlobalScope;

const STORE = "peyvand-__BUILD__";
const FILES = JSON.parse('["__FILES__"]') as string[];
const OFFLINE = "/ui/offline/";
const ICONS = "/static/dist/icons.svg";
const BUILT = "/static/dist/assets/";

/** What browsers learned lately and TypeScript does not know yet: some files are answered without waking this worker. */
type Routes = { addRoutes?(route: { condition: { urlPattern: string }; source: "cache" }): Promise<void> };

async function fetched(request: Request | string): Promise<Response> {
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(STORE)).put(request, answer.clone());
  return answer;
}

async function install(): Promise<void> {
  await (await caches.open(STORE)).addAll([OFFLINE, ICONS, ...FILES]);
  await self.skipWaiting();
}

async function activate(): Promise<void> {
  await self.registration.navigationPreload?.enable();
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function builtFile(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetched(request);
}

/** The answer to a navigation is on its way already, while the browser wakes this worker. */
async function fromNetworkFirst(event: FetchEvent, kept: string): Promise<Response> {
  try {
    return ((await event.preloadResponse) as Response | undefined) ?? (await fetch(event.request));
  } catch {
    return (await caches.match(kept)) ?? Response.error();
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(install());
  const routes = (event as ExtendableEvent & Routes).addRoutes?.({ condition: { urlPattern: `${BUILT}*` }, source: "cache" });
  if (routes) event.waitUntil(routes);
});
self.addEventListener("activate", (event) => event.waitUntil(activate()));

// The reader speaks another language now: the page for later is fetched anew.
self.addEventListener("message", (event) => {
  if (event.data === "refresh") event.waitUntil(fetched(OFFLINE));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const path = new URL(request.url).pathname;
  if (path.startsWith(BUILT)) event.respondWith(builtFile(request));
  else if (path === ICONS) event.respondWith(fromNetworkFirst(event, ICONS));
  else if (request.mode === "navigate") event.respondWith(fromNetworkFirst(event, OFFLINE));
});

export {};
