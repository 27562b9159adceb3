declare module "htmx.org/dist/htmx.min.js" {
  import htmx from "htmx.org";
  export default htmx;
}

declare module "@alpinejs/csp" {
  const Alpine: { data(name: string, make: (...args: never[]) => object): void; start(): void };
  export default Alpine;
}

declare module "*.css";
