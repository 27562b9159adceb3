/** What was written without a connection, kept on this device until the server has it. */
export type Kept = { key: string; author: string; text: string; written_at: string; customer: string };

const NAME = "peyvand";
const STORE = "jots";

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the outbox cannot be read"));
  });
}

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "key" });
  return (await settled(opening)).transaction(STORE, mode).objectStore(STORE);
}

export async function keep(jot: Kept): Promise<void> {
  await settled((await store("readwrite")).put(jot));
}

/** What one person wrote on this device, the oldest first; a colleague's stays unread. */
export async function keptBy(author: string): Promise<Kept[]> {
  const every = await settled<Kept[]>((await store("readonly")).getAll());
  return every.filter((jot) => jot.author === author).sort((a, b) => a.written_at.localeCompare(b.written_at));
}

export async function drop(key: string): Promise<void> {
  await settled((await store("readwrite")).delete(key));
}
