import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import type { Plugin } from "vite";

type Segment = { x1: number; y1: number; x2: number; y2: number; opacity: number };

const SIZES = [180, 192, 512];

/** The straight strokes of our icon, in its own units; the drawing knows nothing but M and L. */
function segments(svg: string): { lines: Segment[]; box: number; width: number } {
  const [, shift, scale] = /translate\(([\d.]+)[^)]*\) scale\(([\d.]+)\)/.exec(svg)!.map(Number) as [number, number, number];
  const lines = [...svg.matchAll(/<path d="([^"]+)"(?: stroke-opacity="([^"]+)")?/g)].flatMap(([, path, opacity]) =>
    path!.split("M").filter(Boolean).flatMap((run) => {
      const points = run.split("L").map((point) => point.trim().split(" ").map((n) => Number(n) * scale + shift));
      return points.slice(1).map(([x2, y2], n) => ({ x1: points[n]![0]!, y1: points[n]![1]!, x2: x2!, y2: y2!, opacity: Number(opacity ?? 1) }));
    }),
  );
  return { lines, box: Number(/viewBox="0 0 (\d+)/.exec(svg)![1]), width: Number(/stroke-width="([\d.]+)"/.exec(svg)![1]) * scale };
}

function distance(x: number, y: number, line: Segment): number {
  const [dx, dy] = [line.x2 - line.x1, line.y2 - line.y1];
  const along = Math.max(0, Math.min(1, ((x - line.x1) * dx + (y - line.y1) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - line.x1 - along * dx, y - line.y1 - along * dy);
}

function colour(text: string): number[] {
  return [1, 3, 5].map((at) => parseInt(text.slice(at, at + 2), 16));
}

/** The icon as pixels: each takes the ink of the nearest stroke, softened over one pixel at its edge. */
function pixels(svg: string, size: number): Buffer {
  const { lines, box, width } = segments(svg);
  const paper = colour(/fill="(#\w{6})"/.exec(svg)![1]!);
  const ink = colour(/stroke="(#\w{6})"/.exec(svg)![1]!);
  const rows = Buffer.alloc(size * (size * 3 + 1));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = [((column + 0.5) * box) / size, ((row + 0.5) * box) / size];
      const cover = lines.map((line) => line.opacity * Math.max(0, Math.min(1, ((width / 2 - distance(x, y, line)) * size) / box + 0.5)));
      const strength = Math.max(...cover);
      paper.forEach((channel, n) => (rows[row * (size * 3 + 1) + 1 + column * 3 + n] = Math.round(channel + (ink[n]! - channel) * strength)));
    }
  }
  return rows;
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

function png(svg: string, size: number): Buffer {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(pixels(svg, size), { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

/** Our icon as pictures of the sizes that phones ask for, drawn from the one drawing that we keep. */
export function appIcons(drawing: string): Plugin {
  return {
    name: "app-icons",
    generateBundle() {
      const svg = readFileSync(drawing, "utf8");
      for (const size of SIZES) this.emitFile({ type: "asset", fileName: `app-icon-${size}.png`, source: png(svg, size) });
    },
  };
}
