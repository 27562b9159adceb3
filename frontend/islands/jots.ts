import { drop, keep, keptBy, type Kept } from "../lib/outbox";
import { shown } from "../lib/digits";
import { OURS } from "./events";
import { dialog, on, post, sentence } from "./page";
import { toast } from "./toast";

type Answer = { said: string; waiting?: string; undo?: string };
/** What became of sending: done, to be tried again later, or a reason that waits for the person. */
type Sent = { answer: Answer } | { later: string };

const AUTHOR = "jot-author";

/** Who writes here: the page knows while one is signed in; without a connection the device remembers. */
function author(box: HTMLElement): string {
  const here = box.dataset["author"] ?? "";
  if (here) localStorage.setItem(AUTHOR, here);
  return here || (localStorage.getItem(AUTHOR) ?? "");
}

async function send(box: HTMLElement, jot: Kept): Promise<Sent> {
  const answer = await post(box.dataset["url"] ?? "", jot).catch(() => null);
  if (answer === null) return { later: box.dataset["saidKept"] ?? "" };
  if (answer.headers.get("HX-Redirect") || answer.status === 401) return { later: box.dataset["saidSignedOut"] ?? "" };
  const read = (await answer.json().catch(() => ({ said: sentence("failed") }))) as Answer;
  return answer.ok ? { answer: read } : { later: read.said };
}

class Jots {
  private why = "";

  constructor(private readonly box: HTMLDialogElement) {}

  /** Keep first, then send: what was written is never lost in between, and its key lets the server know it again. */
  async write(form: HTMLFormElement): Promise<void> {
    const field = form.querySelector<HTMLTextAreaElement>("textarea[name=text]")!;
    const text = field.value.trim();
    if (!text || form.ariaBusy) return;
    form.ariaBusy = "true";
    const customer = document.querySelector<HTMLElement>("[data-customer]")?.dataset["customer"] ?? "";
    const jot = { key: crypto.randomUUID(), author: author(this.box), text, written_at: new Date().toISOString(), customer };
    await keep(jot).finally(() => (form.ariaBusy = null));
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.box.close();
    const answers = await this.flush();
    const mine = answers.at(-1);
    if (mine) toast({ text: mine.said, ...(mine.undo ? { undo: mine.undo } : {}) });
    else toast({ text: this.why, kind: "warning" });
  }

  /** Send what waits, one after the other; one tab at a time. */
  async flush(): Promise<Answer[]> {
    return navigator.locks.request("jots", async () => {
      const answers: Answer[] = [];
      this.why = "";
      for (const jot of await keptBy(author(this.box))) {
        const sent = await send(this.box, jot);
        if ("later" in sent) {
          this.why = sent.later;
          break;
        }
        await drop(jot.key);
        answers.push(sent.answer);
      }
      await this.show();
      if (answers.length) this.tell(answers.at(-1)!);
      return answers;
    });
  }

  /** Send what waited for a connection, and say so. */
  async catchUp(): Promise<void> {
    const answers = await this.flush();
    if (answers.length) toast({ text: (this.box.dataset["saidSent"] ?? "#").replace("#", shown(answers.length)) });
  }

  private tell(answer: Answer): void {
    for (const badge of document.querySelectorAll<HTMLElement>('[data-badge="jots"]')) {
      badge.textContent = answer.waiting ?? "";
      badge.hidden = !answer.waiting;
    }
    document.body.dispatchEvent(new CustomEvent(OURS.jots));
  }

  async show(): Promise<void> {
    const waiting = await keptBy(author(this.box));
    for (const part of document.querySelectorAll<HTMLElement>("[data-jots-waiting]")) part.hidden = waiting.length === 0;
    for (const count of document.querySelectorAll<HTMLElement>("[data-jots-count]")) {
      count.textContent = (count.dataset["words"] ?? "#").replace("#", shown(waiting.length));
    }
    this.box.querySelector("[data-jots-why]")!.textContent = this.why;
    const shape = this.box.querySelector<HTMLTemplateElement>("template")!.content.firstElementChild!;
    const lines = waiting.map((jot) => {
      const line = shape.cloneNode(true) as HTMLElement;
      line.querySelector("[data-jot-text]")!.textContent = jot.text;
      line.querySelector<HTMLElement>("[data-jot-drop]")!.dataset["jotDrop"] = jot.key;
      return line;
    });
    this.box.querySelector("[data-jots-list]")!.replaceChildren(...lines);
  }
}

export function startJots(): void {
  const box = dialog("jot");
  if (!box) return;
  const jots = new Jots(box);
  on("submit", "form[data-jot]", (form, event) => {
    event.preventDefault();
    void jots.write(form as HTMLFormElement);
  });
  on("keydown", "form[data-jot] textarea", (field, event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) field.closest("form")?.requestSubmit();
  });
  on("click", "[data-jot-drop]", (button) => void drop(button.dataset["jotDrop"] ?? "").then(() => jots.show()));
  window.addEventListener("online", () => void jots.catchUp());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && void jots.catchUp());
  void jots.catchUp();
}
