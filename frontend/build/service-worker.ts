import { createHash } from "node:crypto";
import type { Plugin } from "vite";

const KEPT = /\.(?:js|css)$|vazirmatn-(?:arabic|latin)-wght-normal-.*\.woff2$/;

/** Writes into the service worker what this build is called and which of its files a page without connection needs. */
export function serviceWorker(base: string): Plugin {
  return {
    name: "service-worker",
    enforce: "post",
    generateBundle(_options, bundle) {
      const worker = bundle["sw.js"];
      if (worker?.type !== "chunk") return this.error("the service worker was not built");
      const names = Object.keys(bundle).filter((name) => name.startsWith("assets/")).sort();
      const build = createHash("sha256").update(names.join() + worker.code).digest("hex").slice(0, 12);
      const files = names.filter((name) => KEPT.test(name)).map((name) => base + name);
      worker.code = worker.code.replaceAll("__BUILD__", build).replaceAll('"__FILES__"', files.map((file) => JSON.stringify(file)).join());
    },
  };
}
