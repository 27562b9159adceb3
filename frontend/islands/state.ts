import Alpine from "@alpinejs/csp";

type Disclosure = { open: boolean; toggle(this: Disclosure): void };
type Tabs = { tab: string; pick(this: Tabs, name: string): void };

/** Small state for pages; the two names are the whole vocabulary: x-data="disclosure" and x-data="tabs('note')". */
export function startState(): void {
  Alpine.data("disclosure", (): Disclosure => ({
    open: false,
    toggle() {
      this.open = !this.open;
    },
  }));
  Alpine.data("tabs", (first: string): Tabs => ({
    tab: first,
    pick(name) {
      this.tab = name;
    },
  }));
  Alpine.start();
}
