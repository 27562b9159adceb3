import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";
import { appIcons } from "./frontend/build/app-icons";
import { serviceWorker } from "./frontend/build/service-worker";

const root = import.meta.dirname;
const base = "/static/dist/";

/** htmx ships its smallest build as a plain script; this hands its one global out as a module. */
function htmxAsModule(): Plugin {
  return {
    name: "htmx-as-module",
    transform(code, id) {
      return id.endsWith("htmx.min.js") ? `${code}\nexport default htmx;` : null;
    },
  };
}

/** The Persian letters under a name that does not change, for the error page, which must not ask the manifest. */
function plainFont(): Plugin {
  const file = "node_modules/@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2";
  return {
    name: "plain-font",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "vazirmatn.woff2", source: readFileSync(resolve(root, file)) });
    },
  };
}

/** The same letters as plain font files, for papers: a typesetter reads no web fonts. */
function paperFonts(): Plugin {
  const folder = "node_modules/@expo-google-fonts/vazirmatn";
  return {
    name: "paper-fonts",
    generateBundle() {
      if (!existsSync(resolve(root, folder))) this.error(`${folder} is missing: run npm ci`);
      for (const weight of ["400Regular", "700Bold"]) {
        const file = resolve(root, folder, weight, `Vazirmatn_${weight}.ttf`);
        this.emitFile({ type: "asset", fileName: `paper/Vazirmatn-${weight}.ttf`, source: readFileSync(file) });
      }
    },
  };
}

/** One sprite of the icons named in frontend/icons.json, so that a page asks for one small file. */
function iconSprite(): Plugin {
  return {
    name: "icon-sprite",
    generateBundle() {
      const names: string[] = JSON.parse(readFileSync(resolve(root, "frontend/icons.json"), "utf8"));
      const symbols = names.map((name) => {
        const file = resolve(root, `node_modules/lucide-static/icons/${name}.svg`);
        if (!existsSync(file)) this.error(`frontend/icons.json names an icon that lucide does not have: ${name}`);
        const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(file, "utf8"))?.[1] ?? "";
        return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s+/g, " ").trim()}</symbol>`;
      });
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
      this.emitFile({ type: "asset", fileName: "icons.svg", source });
    },
  };
}

export default defineConfig({
  root,
  base,
  publicDir: "frontend/public",
  plugins: [htmxAsModule(), tailwindcss(), iconSprite(), plainFont(), paperFonts(), appIcons(resolve(root, "frontend/public/app-icon.svg")), serviceWorker(base)],
  build: {
    outDir: "src/peyvand/ui/static/dist",
    emptyOutDir: true,
    manifest: true,
    // Everything is a file of its own: the content policy allows no data: addresses.
    assetsInlineLimit: 0,
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { main: "frontend/main.ts", sw: "frontend/worker/sw.ts" },
      output: { entryFileNames: (chunk) => (chunk.name === "sw" ? "sw.js" : "assets/[name]-[hash].js") },
    },
  },
});
