// ---- looking up a nationality: a combobox with a list, as the ARIA Authoring Practices describe it
if (document.getElementById("entries")) {
  const { citation, site, labels, sources, entries } = JSON.parse(document.getElementById("entries").textContent);
  const box = document.getElementById("look-up"), input = box.querySelector("input"), list = box.querySelector("ul");
  const said = box.querySelector(".said"), answer = document.getElementById("entry");
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  const spelled = entries.flatMap((entry) => [entry.name, entry.code, ...entry.spellings].map((words) => [plain(words).trim(), words, entry]));
  let active = -1, offered = { found: [] }; // the option marked, and what is on offer

  // How many letters must be changed, added, left out or exchanged to make one word of another.
  function apart(a, b) {
    let before = [], last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        next[j] = Math.min(last[j] + 1, next[j - 1] + 1, last[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
      }
      [before, last] = [last, next];
    }
    return last[b.length];
  }
  // The entries for what is typed, best first: [entry, the spelling that fits]; and whether they are only near.
  function find(typed) {
    const wanted = plain(typed).trim();
    if (!wanted) return { found: [], near: false };
    if (/^(usa?|america(ns?)?|united states( of america)?)$/.test(wanted)) return { found: [], near: false, home: true };
    const singular = [wanted, wanted.replace(/s$/, ""), wanted.replace(/es$/, "")]; // and "Indians" are of India
    const rank = (words) => (singular.includes(words) ? 0 : words.startsWith(wanted) ? 1 : ` ${words}`.includes(` ${wanted}`) ? 2 : 9);
    const best = (score, most) => {
      const fits = new Map();
      for (const [words, spelling, entry] of spelled) {
        const fit = score(words);
        if (fit <= most && fit < (fits.get(entry)?.[0] ?? Infinity)) fits.set(entry, [fit, spelling]);
      }
      return [...fits].sort(([a, [fitA, spellingA]], [b, [fitB, spellingB]]) => fitA - fitB || (b.name === spellingB) - (a.name === spellingA) || order.compare(a.name, b.name)).map(([entry, [fit, spelling]]) => [entry, spelling, fit]);
    };
    const found = best(rank, 2), exact = found.filter(([, , fit]) => !fit);
    if (found.length) return { found, near: false, exact };
    const most = Math.max(1, Math.floor(wanted.length / 3)); // words that much longer or shorter are not near
    return { found: best((words) => (Math.abs(words.length - wanted.length) > most ? Infinity : apart(wanted, words)), most).slice(0, 5), near: true };
  }
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); active = -1; };
  function move(to) {
    const options = [...list.children];
    active = (to + options.length) % options.length;
    options.forEach((option, n) => option.setAttribute("aria-selected", n === active));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  }
  function offer() {
    const { found, near, home } = offered = find(input.value);
    close();
    list.replaceChildren(...found.map(([entry, spelling], n) => {
      const other = plain(entry.name).includes(plain(spelling)) || spelling === entry.code ? "" : ` (${spelling})`;
      const option = make("li", { role: "option", id: `look-up-${n}`, "aria-selected": "false" }, make("span", {}, entry.name + other), make("small", {}, entry.people || "no row"));
      option.addEventListener("click", () => choose(entry));
      return option;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (input.value.trim() && (near || !found.length) && !answer.hidden) { answer.hidden = true; history.replaceState(null, "", location.pathname + location.search); }
    const count = `${found.length} ${found.length === 1 ? "name" : "names"}`;
    said.textContent = !input.value.trim() ? "" : home ? "The United States has no row: the report is about removal from there." : !found.length ? "No nationality of that name, and none like it, is known here." : near ? `No nationality of that name is known here. Nearest: ${count}.` : `${count} found`;
  }
  function choose(entry) {
    input.value = entry.name;
    close();
    if (location.hash === `#${entry.code}`) show(entry); else location.hash = entry.code;
  }
  const marks = (keys) => (keys.length ? make("span", { class: "refs" }, " ", ...keys.flatMap((number, n) => [n ? "," : "",
    make("a", { href: `#source-${sources[number][0]}`, title: sources[number][1] }, String(number))])) : "");
  function columns(removals, name) {
    const most = Math.max(1, ...removals.map(([, count]) => count ?? 0)), wide = 48;
    const words = removals.map(([year, count]) => `${year} ${count === null ? "not published" : count.toLocaleString("en")}`).join(", ");
    const draw = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    draw.setAttribute("viewBox", `0 0 ${wide * removals.length} 118`);
    draw.setAttribute("role", "img");
    draw.setAttribute("aria-label", `ICE removals, ${name}: ${words}`);
    draw.innerHTML = removals.map(([year, count], n) => {
      const high = ((count ?? 0) / most) * 78, x = n * wide + wide / 2;
      return `<rect x="${x - 17}" y="${98 - high}" width="34" height="${high}"/><text x="${x}" y="${93 - high}" text-anchor="middle">${count === null ? "–" : count.toLocaleString("en")}</text><text x="${x}" y="113" text-anchor="middle">${year}</text>`;
    }).join("");
    return draw;
  }
  function show(entry) {
    const names = entry.cited.map((key) => sources[key][1]).join("; ");
    const address = `${site || location.href.split("#")[0]}#${entry.code}`;
    const quoted = [entry.quote || entry.missing, names ? `Source: ${names}. In: ${citation}` : citation];
    const row = document.querySelector(`tr[id="${entry.code}"]`);
    const done = make("span", { role: "status" });
    const copy = button("Copy sentence, source and address", "", async () => {
      const words = [...quoted, address].join("\n");
      try { await navigator.clipboard.writeText(words); } catch { // a page opened from a disk has no clipboard
        const area = answer.appendChild(make("textarea", {}, words));
        area.select();
        document.execCommand("copy");
        area.remove();
      }
      done.textContent = " Copied";
    });
    const print = button("Print this entry", "", () => {
      document.documentElement.classList.add("entry-only");
      addEventListener("afterprint", () => document.documentElement.classList.remove("entry-only"), { once: true });
      window.print();
    });
    const actions = make("p", { class: "actions" }, copy, " · ", print);
    if (row) actions.append(" · ", button("Its row in the table", "", () => reveal(row)));
    actions.append(" · ", button("Close", "", () => { answer.hidden = true; history.replaceState(null, "", location.pathname + location.search); input.focus(); }), done);
    const keys = [...new Set([...entry.cited, ...entry.facts.flatMap((fact) => fact[2])])].sort((a, b) => a - b);
    const facts = entry.facts.map(([label, words, keys]) => make("div", {}, make("dt", {}, labels[label]), make("dd", {}, words, marks(keys))));
    answer.replaceChildren(
      make("div", { class: "entry-grid" },
        make("div", {}, make("h2", { id: "entry-name" }, entry.name), make("p", { class: "people" }, ...(entry.people ? [make("strong", {}, entry.people), ` ${entry.people === "1" ? "person" : "people"} with a final order`] : [entry.missing])), make("dl", {}, ...facts),
          make("p", { class: "note" }, keys.length ? `Sources: ${keys.map((key) => `${key} ${sources[key][1]}`).join("; ")}.` : "")),
        make("div", {},
          ...(entry.removals.some(([, count]) => count) ? [make("p", { class: "title" }, "ICE removals by fiscal year"), columns(entry.removals, entry.name)] : []),
          ...(entry.quote ? [make("p", { class: "title" }, "To quote"), make("p", { class: "quote" }, quoted[0], make("small", {}, quoted[1]))] : []),
          make("p", {}, "Address: ", make("a", { href: `#${entry.code}` }, address.replace(/^.*\//, ""))))),
      actions);
    answer.hidden = false;
    answer.setAttribute("aria-labelledby", "entry-name");
    answer.setAttribute("tabindex", "-1");
    answer.focus({ preventScroll: true });
    document.getElementById("top").scrollIntoView();
    said.textContent = "";
  }
  input.addEventListener("input", offer);
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    const { exact, found, near } = offered;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) offer();
      if (!list.hidden) move(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
      event.preventDefault();
    } else if (event.key === "Enter") {
      const one = active >= 0 ? found[active][0] : exact?.length === 1 ? exact[0][0] : found.length === 1 && !near ? found[0][0] : null;
      if (one) choose(one); else if (found.length) move(0);
      event.preventDefault();
    } else if (event.key === "Escape") {
      if (list.hidden) input.value = "";
      close();
      said.textContent = "";
    }
  });
  window.lookUp = (id) => {
    const entry = byCode.get(id.toUpperCase());
    if (entry) show(entry);
    return Boolean(entry);
  };
  box.hidden = false;
}
