// One page with all pictures of a folder, a row for each size and theme.

import { readdirSync, writeFileSync } from "node:fs";

// sheet writes index.html into the folder. The rows come in the order of sizes.
export function sheet(folder, sizes) {
  const rows = new Map();
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".png"))) {
    const row = file.match(/^.*?-(?:dark|light)/)?.[0] ?? "others";
    rows.set(row, [...(rows.get(row) ?? []), file]);
  }
  const place = (row) => {
    const at = sizes.findIndex((size) => row.startsWith(`${size}-`));
    return at < 0 ? sizes.length : at;
  };
  const html = [...rows].sort(([a], [b]) => place(a) - place(b) || a.localeCompare(b)).map(([row, files]) => `
<h2>${row}</h2>
<div>${files.map((file) => `
<a href="${file}"><img src="${file}" loading="lazy" alt="">${file.replace(`${row}-`, "").replace(".png", "")}</a>`).join("")}
</div>`).join("");
  writeFileSync(`${folder}/index.html`, `<!doctype html>
<meta charset="utf-8">
<title>Fan-out: screens</title>
<style>
body { margin: 24px; font: 13px/20px system-ui, sans-serif; background: #444; color: #fff; }
div { display: flex; flex-wrap: wrap; gap: 16px; }
a { color: inherit; text-decoration: none; }
img { display: block; height: 240px; }
</style>
<h1>Fan-out: screens</h1>${html}
`);
}
