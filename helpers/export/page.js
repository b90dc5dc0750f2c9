"use strict";
// Works on a page that is complete without it: sorting, filtering, downloads of pictures, the place in the contents.

const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
};

// A number where the words hold one ("1,445,549", "18.8%", "−5"), else null.
const numberIn = (words) => {
  const found = words.replace(/,/g, "").replace("−", "-").match(/-?\d+(\.\d+)?/);
  return found ? Number(found[0]) : null;
};

const sortKey = (cell, numeric) => {
  if (cell.dataset.sort !== undefined) return Number(cell.dataset.sort);
  const words = cell.firstChild.textContent; // without the link of the row to itself
  return numeric ? numberIn(words) : words.trim();
};

const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function sortRows(body, column, numeric, descending) {
  const rows = [...body.rows].map((row) => [sortKey(row.cells[column], numeric), row]);
  rows.sort(([a], [b]) => {
    if (a === null || b === null) return (a === null) - (b === null); // no number: last, either way
    const way = typeof a === "number" && typeof b === "number" ? a - b : order.compare(a, b);
    return descending ? -way : way;
  });
  body.append(...rows.map(([, row]) => row));
}

// Words with a space around each: small letters without accents and marks, numbers without commas.
const plain = (words) => ` ${words.normalize("NFD").toLowerCase()
  .replace(/[\p{M}'‘’]/gu, "").replace(/(\d),(?=\d)/g, "$1").replace(/[.,](?!\d)/g, "")
  .replace(/[^\p{L}\p{N}.%+−]+/gu, " ").trim()} `;

function enliven(exhibit) {
  const table = exhibit.querySelector("table");
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...body.rows].map((row) => [plain([row.dataset.find || "", ...[...row.cells].map((cell) => cell.textContent)].join(" ")), row]);
  // Letters are found anywhere; up to three ("UK", "IND", "13") as a word of their own where there is one.
  const needle = (word) => (word.length <= 3 && rows.some(([words]) => words.includes(` ${word} `)) ? ` ${word} ` : word);
  const unlisted = new Set(exhibit.dataset.unlisted?.split("; ").map(plain));
  const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  const said = make("output", { "aria-live": "polite" });
  const filter = () => {
    const wanted = plain(input.value).split(" ").filter(Boolean).map(needle);
    let shown = 0;
    for (const [words, row] of rows) {
      row.hidden = !wanted.every((word) => words.includes(word));
      shown += !row.hidden;
    }
    const count = `${shown} of ${rows.length} rows`;
    const missed = !shown ? "No row found." : unlisted.has(plain(input.value)) ? `${count}, none of that name.` : "";
    said.textContent = missed ? `${missed} ${exhibit.dataset.notFound || ""}` : count;
  };
  input.addEventListener("input", filter);
  const name = exhibit.querySelector(".number").textContent.replace(".", "");
  exhibit.prepend(make("div", { class: "find" }, make("label", {}, `Find in ${name}`, input), said));
  heads.forEach((head, column) => {
    const numeric = head.classList.contains("right");
    const button = make("button", { type: "button" }, ...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const descending = before ? before === "ascending" : numeric;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sortRows(body, column, numeric, descending);
    });
  });
  exhibit.classList.add("live");
  filter();
  return { table, reveal: () => { input.value = ""; filter(); } };
}

const lively = [...document.querySelectorAll(".exhibit.interactive")].map(enliven);

// What is far from view has no layout at first, so that the page opens at once; it gets one bit by bit when there is time,
// or at once where it stands before the place that the address asks for.
const far = new Set(document.querySelectorAll(".plate, .scroll, .card"));
const layOut = (boxes) => boxes.forEach((box) => { box.style.contentVisibility = "visible"; far.delete(box); });
const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 50));
const settle = () => { layOut([...far].slice(0, 12)); if (far.size) whenIdle(settle); };
whenIdle(settle);

// A link to a row or to something folded shows it, whatever is filtered or closed; a row is found in small letters too.
function reveal() {
  let id = "";
  try { id = decodeURIComponent(location.hash.slice(1)); } catch { return; } // a lone % in the address
  if (!id) return;
  const target = document.getElementById(id);
  if (!target) {
    const row = document.querySelector(`tr[id="${CSS.escape(id)}" i]`);
    if (row) location.replace(`#${row.id}`);
    return;
  }
  for (let node = target.parentElement; node; node = node.parentElement) if (node.tagName === "DETAILS") node.open = true;
  for (const { table, reveal } of lively) if (target.hidden && table.contains(target)) reveal();
  layOut([...far].filter((box) => target.compareDocumentPosition(box) & Node.DOCUMENT_POSITION_PRECEDING));
  target.scrollIntoView();
}
addEventListener("hashchange", reveal);
reveal();

// Pictures: the SVG as it stands in the page with its faces inside, and a PNG of it three times the size.
const faces = () => [...document.styleSheets[0].cssRules].filter((rule) => rule.type === CSSRule.FONT_FACE_RULE).map((rule) => rule.cssText).join("");

function picture(svg) {
  const copy = svg.cloneNode(true);
  const { width, height } = svg.viewBox.baseVal;
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = faces();
  copy.prepend(style);
  return { width, height, blob: new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }) };
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

async function savePng(svg, name) {
  const { width, height, blob } = picture(svg);
  const image = new Image();
  image.src = URL.createObjectURL(blob);
  await image.decode();
  const canvas = make("canvas", { width: Math.round(width * 3), height: Math.round(height * 3) });
  const brush = canvas.getContext("2d");
  brush.fillStyle = "white";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  canvas.toBlob((png) => save(png, name));
}

for (const exhibit of document.querySelectorAll(".exhibit")) {
  const svg = exhibit.querySelector(".plate svg");
  if (!svg) continue;
  const name = exhibit.dataset.name;
  const of = () => make("span", { class: "hidden" }, ` of ${exhibit.querySelector(".number").textContent.replace(".", "")}`);
  const asSvg = make("button", { type: "button" }, "Picture as SVG", of());
  const asPng = make("button", { type: "button" }, "Picture as PNG", of());
  asSvg.addEventListener("click", () => save(picture(svg).blob, `${name}.svg`));
  asPng.addEventListener("click", () => savePng(svg, `${name}.png`));
  exhibit.querySelector(".tools").append(asSvg, asPng);
}

// What does not scroll is no stop for the keyboard.
const near = new IntersectionObserver((entries) => {
  for (const { target: box, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    if (box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight) box.setAttribute("tabindex", "0");
    else box.removeAttribute("tabindex");
  }
}, { rootMargin: "50%" });
document.querySelectorAll(".plate, .scroll, pre").forEach((box) => near.observe(box));

// The contents at the side show where the reader is.
const side = document.querySelector(".side");
const links = new Map([...side.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
let current = null;
function follow() {
  if (!side.offsetParent && getComputedStyle(side).display === "none") return;
  const above = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
  const link = links.get((above.at(-1) || headings[0])?.id);
  if (!link || link === current) return;
  current?.removeAttribute("aria-current");
  link.setAttribute("aria-current", "true");
  current = link;
  const box = link.getBoundingClientRect();
  if (box.top < 0 || box.bottom > innerHeight) side.scrollTop += box.top - innerHeight / 2;
}
let waiting = false;
const later = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; follow(); });
};
addEventListener("scroll", later, { passive: true });
addEventListener("resize", later);
follow();
// Closing the folded contents after a choice, so that it does not hide what was chosen.
const phone = document.querySelector(".phone");
phone.addEventListener("click", (event) => { if (event.target.closest("a")) phone.open = false; });
