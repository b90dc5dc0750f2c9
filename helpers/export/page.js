"use strict";
// Works on a page that is complete without it: the look-up, searching and sorting, downloads, the place in the contents.

const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const button = (words, of, act) => {
  const made = make("button", { type: "button" }, words, make("span", { class: "hidden" }, of ? ` of ${of}` : ""));
  made.addEventListener("click", act);
  return made;
};
// Words with a space around each: small letters without accents and marks, numbers without commas.
const plain = (words) => ` ${words.normalize("NFD").toLowerCase()
  .replace(/[\p{M}'‘’ʻ]/gu, "").replace(/(\d),(?=\d)/g, "$1").replace(/[.,](?!\d)/g, "")
  .replace(/ı/g, "i").replace(/[^\p{L}\p{N}.%+−]+/gu, " ").trim()} `;

// ---- downloads: CSV as in build/charts/, or from a table with its numbers as such, SVG and PNG from the plot with its title, subtitle and sources
const save = (blob, name) => {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};
const shown = (cell) => [...cell.childNodes].filter((node) => !node.classList?.contains("own")).map((node) => node.textContent).join("").trim();
const bare = (words) => (words === "–" ? "" : !/^[−+]?[\d,.]+%?$/.test(words) ? words : words.replace("−", "-").replace("+", "").replace(/,/g, "")
  .replace(/^(.+)%$/, (_, digits) => (digits / 100).toFixed(2 + (digits.split(".")[1]?.length ?? 0))));
const csv = (table, sources) => [...table.rows].map((row, n) => [...[...row.cells].map((cell, column) => (n && table.rows[0].cells[column].classList.contains("right") ? bare : String)(shown(cell))),
  ...(/source/i.test(table.rows[0].textContent) ? [] : [n ? sources : "Sources"])].map((words) => (/[",\n]/.test(words) ? `"${words.replace(/"/g, '""')}"` : words)).join(",")).join("\n") + "\n";

const brush = make("canvas").getContext("2d");
function lines(words, font, width) {
  brush.font = font;
  return words.split(/\s+/).reduce((made, word) => {
    const longer = `${made.at(-1)} ${word}`.trim();
    if (brush.measureText(longer).width <= width) made[made.length - 1] = longer; else made.push(word);
    return made;
  }, [""]);
}
function picture(figure) {
  const plot = figure.querySelector(".wide svg").cloneNode(true), { width, height } = plot.viewBox.baseVal;
  const face = '"Source Sans Pro", sans-serif', svg = (tag, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  };
  const faces = [...document.styleSheets[0].cssRules].filter((rule) => rule.type === CSSRule.FONT_FACE_RULE).map((rule) => rule.cssText).join("");
  const style = svg("style", {});
  style.textContent = faces + document.getElementById("plots").textContent.split("\n")[0];
  const whole = svg("svg", { xmlns: "http://www.w3.org/2000/svg" }), ground = svg("rect", { width: "100%", height: "100%", fill: "#fff" });
  whole.append(style, ground);
  let y = 8;
  const write = (words, size, weight, colour) => {
    for (const line of words ? lines(words, `${weight} ${size}px ${face}`, width - 8) : []) {
      y += size * 1.25;
      const text = svg("text", { x: 4, y, style: `font:${weight} ${size}px ${face};fill:${colour}` });
      text.textContent = line;
      whole.append(text);
    }
  };
  write(figure.querySelector(".title").textContent, 13, 600, "#1c2733");
  write(figure.querySelector(".subtitle")?.textContent, 10, 400, "#55606b");
  y += 8;
  for (const [name, value] of Object.entries({ x: 0, y, width, height })) plot.setAttribute(name, value);
  whole.append(plot);
  y += height;
  write(`Source: ${all(".sources a", figure).map((link) => link.textContent).join("; ")}.`, 9, 400, "#55606b");
  y += 8;
  for (const [name, value] of Object.entries({ width, height: y, viewBox: `0 0 ${width} ${y}` })) whole.setAttribute(name, value);
  return { width, height: y, blob: new Blob([new XMLSerializer().serializeToString(whole)], { type: "image/svg+xml" }) };
}
async function savePng(figure) {
  const { width, height, blob } = picture(figure), image = new Image();
  image.src = URL.createObjectURL(blob);
  await image.decode();
  const canvas = make("canvas", { width: Math.round(width * 3), height: Math.round(height * 3) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((png) => save(png, `${figure.dataset.name}.png`));
}
for (const exhibit of all(".exhibit")) {
  const tools = exhibit.querySelector(".tools"), of = exhibit.querySelector(".number").textContent, name = exhibit.dataset.name;
  const before = tools.querySelector(".code");
  const add = (words, act) => tools.insertBefore(button(words, of, act), before);
  add("CSV", () => save(new Blob([exhibit.dataset.csv ?? csv(exhibit.querySelector("table"), [...exhibit.querySelectorAll(".sources a")].map((link) => link.textContent).join("; "))], { type: "text/csv" }), `${name}.csv`));
  if (!exhibit.matches("figure")) continue;
  add("SVG", () => save(picture(exhibit).blob, `${name}.svg`));
  add("PNG", () => savePng(exhibit));
}

// ---- tables: long ones show their first rows; those that say how they are found can be searched and sorted
const numberIn = (words) => Number(words.replace(/,/g, "").replace("−", "-").match(/-?\d+(\.\d+)?/)?.[0] ?? NaN);
const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const reveals = new Map(); // table -> what shows all its rows

for (const exhibit of all(".exhibit.table")) {
  const table = exhibit.querySelector("table"), body = table.tBodies[0], heads = [...table.tHead.rows[0].cells];
  const first = Number(exhibit.dataset.first), of = exhibit.dataset.of, known = exhibit.dataset.unlisted !== undefined;
  const rows = [...body.rows].map((row) => [plain([row.dataset.find, ...[...row.cells].map((cell) => cell.textContent)].join(" ")), row]);
  const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" }), said = make("output", {});
  const more = button(`Show all ${rows.length} rows`, "", () => { open = !open; show(); });
  let open = !first || rows.length <= first;
  const folds = !open;
  function show() {
    const wanted = plain(input.value).split(" ").filter(Boolean).map((word) =>
      (rows.some(([words]) => words.includes(word)) ? word : word.replace(/s$/, ""))).map((word) =>
      (rows.some(([words]) => words.includes(` ${word}`)) ? ` ${word}` : word)); // at the beginning of a word, if one begins so
    let count = 0, place = 0;
    for (const row of body.rows) {
      const words = row.words ??= rows.find(([, other]) => other === row)[0];
      const found = wanted.every((word) => words.includes(word));
      row.hidden = !found || (!wanted.length && !open && place++ >= first);
      count += found;
    }
    exhibit.classList.toggle("all", folds && open && !wanted.length);
    more.hidden = wanted.length > 0;
    more.firstChild.data = open ? `Show the first ${first} rows` : `Show all ${rows.length} rows`;
    const absent = `; ${exhibit.dataset.unlisted}; `.split("; ").some((name) => name && plain(name) === plain(input.value));
    said.textContent = !wanted.length ? "" : absent ? `No row of that name. ${exhibit.dataset.notFound}` : count ? `${count} of ${rows.length} rows` : "No row found; the field at the top of the page knows more spellings.";
  }
  reveals.set(table, () => { input.value = ""; open = true; show(); });
  if (folds) exhibit.querySelector(".scroll").after(Object.assign(more, { className: "more" }));
  if (!known) { if (folds) show(); continue; }
  input.addEventListener("input", () => { // columns keep their widths while rows come and go
    if (!table.style.width) {
      const widths = heads.map((head) => head.offsetWidth);
      table.style.width = `${table.offsetWidth}px`;
      heads.forEach((head, n) => { head.style.width = `${widths[n]}px`; });
    }
    show();
  });
  addEventListener("resize", () => { table.style.width = ""; heads.forEach((head) => { head.style.width = ""; }); });
  exhibit.prepend(make("div", { class: "find" }, make("label", {}, `Find in ${of}`, input), said));
  heads.forEach((head, column) => {
    const numeric = head.classList.contains("right"), words = head.textContent;
    const sort = make("button", { type: "button" }, ...head.childNodes);
    head.append(sort);
    sort.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort"), descending = before ? before === "ascending" : numeric;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      const keyed = [...body.rows].map((row) => [shown(row.cells[column]), row]).map(([cell, row]) => [numeric ? numberIn(cell) : cell, row]);
      const missing = (key) => key === "–" || Number.isNaN(key); // last, either way
      const sum = (row) => ["NOT-ITEMISED", "ALL"].indexOf(row.id); // the total, and what it has beside the rows: below them
      keyed.sort(([a, rowA], [b, rowB]) => sum(rowA) - sum(rowB) || missing(a) - missing(b) || (missing(a) ? 0 : (numeric ? a - b : order.compare(a, b)) * (descending ? -1 : 1)));
      body.append(...keyed.map(([, row]) => row));
      show();
      said.textContent = `Sorted by ${words}, ${numeric ? (descending ? "largest" : "smallest") : descending ? "Z to A" : "A to Z"}${numeric ? " first" : ""}`;
    });
  });
  show();
}

// ---- what is folded or hidden is shown when an address asks for it
function reveal(target) {
  for (let node = target; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  for (const [table, open] of reveals) if (target.hidden && table.contains(target)) open();
  target.scrollIntoView();
}
function follow() {
  let id = "";
  try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; } // a lone % in the address
  if (id && window.lookUp?.(id)) return;
  const target = id && document.getElementById(id);
  if (target) reveal(target);
}
addEventListener("hashchange", follow);
addEventListener("load", () => setTimeout(follow)); // after the browser has gone to the place itself

// ---- all the code at once
const codes = button("Show the code", "", () => {
  const on = document.documentElement.classList.toggle("show-code");
  codes.setAttribute("aria-checked", on);
  all("details.code").forEach((fold) => { fold.open = on; });
});
codes.setAttribute("role", "switch");
codes.setAttribute("aria-checked", "false");
document.querySelector(".edition").append(" · ", codes);

// ---- a box that scrolls is a region with a name, and a stop for the keyboard; one that does not is neither
const boxes = new ResizeObserver((seen) => {
  for (const { target: node } of seen) {
    const box = node.closest(".scroll, pre"), scrolls = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    const name = box.querySelector("caption")?.id, head = box.querySelector("thead");
    if (head) box.style.scrollPaddingTop = `${head.offsetHeight + 8}px`; // what has the focus is not behind the head
    for (const [attribute, value] of [["tabindex", "0"], ...(name ? [["role", "region"], ["aria-labelledby", name]] : [])]) {
      if (scrolls) box.setAttribute(attribute, value); else box.removeAttribute(attribute);
    }
  }
});
all(".scroll, .scroll > table, pre").forEach((box) => boxes.observe(box));

// ---- the contents show where the reader is, and the sections of that chapter
const side = document.querySelector("nav.contents"), links = new Map(all("a", side).map((link) => [link.hash.slice(1), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
let current = null;
function place() {
  const end = innerHeight + scrollY > document.documentElement.scrollHeight - 2; // where the last chapter is short
  const above = headings.filter((heading) => end || heading.getBoundingClientRect().top < innerHeight / 3);
  const link = links.get((above.at(-1) || headings[0])?.id);
  if (!link || link === current) return;
  current?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "location");
  for (const item of side.firstElementChild.children) item.classList.toggle("open", item.contains(link));
  current = link;
}
document.documentElement.classList.add("follows");
let waiting = false;
const later = () => { if (!waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; place(); }); } };
addEventListener("scroll", later, { passive: true });
addEventListener("resize", later);
place();
const phone = document.querySelector(".phone"); // closes after a choice, so that it does not hide what was chosen
phone.addEventListener("click", (event) => { if (event.target.closest("a")) phone.open = false; });

/*look-up*/
follow();
