// The bar of a chapter that runs in the reader's browser: it loads Python, runs the chapter, says how far it is, runs it
// again after a change, and goes back to the report's version.
"use strict";
(() => {
  const { runtime, bytes, elsewhere } = JSON.parse(document.getElementById("live").textContent);
  // names a file of the site, and whatever else an address may say stays a name
  const path = encodeURIComponent(new URLSearchParams(location.search).get("path") ?? "");
  const bar = document.createElement("div");
  bar.id = "live-bar";
  bar.innerHTML = `<span role="status"></span><progress max="1"></progress>
    <button type="button" id="live-next" hidden>Show what changed</button>
    <button type="button" id="live-run" disabled>Run again</button>
    <button type="button" id="live-back" disabled>Back to the report’s version</button>`;
  const [said, progress, next, again, back] = bar.children;
  let own, last = null; // the report's version of all cells; what the cells showed when last all ran
  let stopped = false;
  const pause = time => new Promise(done => setTimeout(done, time));

  function say(text, share) {
    if (stopped) return;
    if (said.innerHTML !== text) said.innerHTML = text;
    progress.hidden = share === null;
    if (share >= 0) progress.value = share; else progress.removeAttribute("value");
  }

  function cannot(why) {
    const read = elsewhere.notebooks
      ? `<a href="${elsewhere.notebooks}${path}">read the chapter’s notebook</a>` : '<a href="../../report.html">read the report</a>';
    const binder = elsewhere.binder && ` or <a href="${elsewhere.binder}${path}">run it on Binder</a>`;
    say(`${why} You can ${read}${binder}.`, null);
    stopped = again.hidden = back.hidden = true;
  }

  // The same files that Python's worker asks for: the browser fetches each once.
  async function load() {
    const lock = await (await fetch("../pyodide-lock.json")).json();
    const files = [...lock.core, ...Object.values(lock.packages)].map(one => one.file_name);
    let loaded = 0;
    await Promise.all(files.map(async file => {
      const answer = await fetch(new URL(file, new URL(runtime, location.href)));
      if (!answer.ok) throw new Error(file);
      for (const reader = answer.body.getReader(); ;) {
        const { done, value } = await reader.read();
        if (done) break;
        loaded += value.length;
        say(`Loading Python: ${(loaded / 1e6).toFixed(0)} of ${(bytes / 1e6).toFixed(0)} MB. A later visit finds it in the browser.`, Math.min(1, loaded / bytes));
      }
    }));
    say("Starting Python: this takes some ten seconds.");
  }

  async function chapter() {
    while (!window.jupyterapp?.shell?.currentWidget?.sessionContext) await pause(50);
    const panel = window.jupyterapp.shell.currentWidget;
    await Promise.all([panel.context.ready, panel.sessionContext.ready]);
    return panel;
  }

  // What a cell shows, without the count of its runs.
  const shown = cell => JSON.stringify(cell.model.outputs.toJSON(), (key, value) => key === "execution_count" ? 0 : value);

  const sources = panel => JSON.stringify(panel.content.widgets.map(cell => cell.model.sharedModel.getSource()));

  async function run(panel) {
    const code = panel.content.widgets.filter(cell => cell.model.type === "code");
    const show = cell => cell.node.scrollIntoView({ block: "start" });
    const active = panel.content.activeCellIndex;
    again.disabled = back.disabled = next.hidden = true;
    code.forEach(cell => { cell.model.executionCount = null; cell.removeClass("live-changed"); });
    if (last) say(`Running: 0 of ${code.length} cells.`, 0);
    const watch = setInterval(() => {
      const begun = code.filter(cell => cell.model.executionCount).length;
      if (begun) say(`Running: ${begun} of ${code.length} cells.`, begun / code.length);
    }, 100);
    await window.jupyterapp.commands.execute("notebook:run-all-cells");
    clearInterval(watch);
    again.disabled = false;
    panel.content.activeCellIndex = active;
    const failed = code.find(cell => cell.model.outputs.toJSON().some(one => one.output_type === "error"));
    if (failed) {
      say("A cell stopped with an error, which says what to mend; those after it did not run.", null);
      return show(failed);
    }
    const changed = last ? code.filter(cell => last.get(cell) !== shown(cell)) : [];
    changed.forEach(cell => cell.addClass("live-changed"));
    next.onclick = () => { changed.push(changed[0]); show(changed.shift()); };
    next.hidden = !changed.length;
    show(changed[0] ?? panel.content.widgets[last ? active : 0]);
    const count = changed.length === 1 ? "One cell shows" : `${changed.length} cells show`;
    if (changed.length) say(`Done. ${count} something else than before.`, null);
    else if (last) say("Done. All cells show the same as before.", null);
    else if (sources(panel) === own) say("Done. Change a value in a cell, then choose Run again.", null);
    else say("Done. This chapter holds changes of yours.", null);
    last = new Map(code.map(cell => [cell, shown(cell)]));
  }

  // Keeps what the reader writes, and nothing else: a chapter that was only run is, on a later visit, as the report has it.
  async function keep(panel) {
    const cells = (await (await fetch(`../files/${path}`)).json()).cells;
    own = JSON.stringify(cells.map(cell => [cell.source].flat().join("")));
    let kept = sources(panel);
    setInterval(async () => {
      const now = sources(panel);
      back.disabled = again.disabled || now === own;
      if (now === kept) panel.context.model.dirty = false;
      else await ((kept = now) === own ? window.jupyterapp.serviceManager.contents.delete(path) : panel.context.save());
    }, 1000);
  }

  async function restore(panel) {
    if (!confirm("Forget your changes to this chapter?")) return;
    await window.jupyterapp.serviceManager.contents.delete(path);
    last = null;
    await panel.context.revert();
    await run(panel);
  }

  // The report has what the site has not: the sources, the appendices.
  document.addEventListener("click", event => {
    const found = /(\w+\.ipynb)?(#[\w.-]+)?$/.exec(event.target.closest?.(".jp-Notebook a")?.getAttribute("href") ?? "");
    const [, file, part = ""] = found;
    if (!file && !part) return;
    event.preventDefault();
    event.stopPropagation();
    if (file && file !== path) window.open(/^0\d/.test(file) ? `?path=${file}${part}` : `../../report.html${part}`);
    else document.getElementById(part.slice(1))?.scrollIntoView();
  }, true);

  addEventListener("DOMContentLoaded", async () => {
    document.body.append(bar);
    if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
      return cannot("This browser cannot run Python: it lacks WebAssembly or web workers.");
    }
    try {
      const [panel] = await Promise.all([chapter(), load()]);
      again.addEventListener("click", () => run(panel));
      back.addEventListener("click", () => restore(panel));
      await keep(panel);
      await run(panel);
    } catch (error) {
      console.error(error);
      cannot("Python could not be loaded: the connection may have been lost.");
    }
  });
})();
