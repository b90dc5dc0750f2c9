// The bar of a chapter that runs in the reader's browser: it loads Python, runs the chapter, says how far it is, runs it
// again after a change, and goes back to the report's version.
"use strict";
(() => {
  const { runtime, bytes, elsewhere } = JSON.parse(document.getElementById("live").textContent);
  const path = new URLSearchParams(location.search).get("path");
  const bar = document.createElement("div");
  bar.id = "live-bar";
  bar.innerHTML = `<span role="status"></span><progress max="1"></progress>
    <button type="button" id="live-run" disabled>Run again</button>
    <button type="button" id="live-back" disabled>Back to the report’s version</button>`;
  const [said, progress, again, back] = bar.children;
  const pause = time => new Promise(done => setTimeout(done, time));

  function say(text, share) {
    if (said.innerHTML !== text) said.innerHTML = text;
    progress.hidden = share === null;
    if (share >= 0) progress.value = share; else progress.removeAttribute("value");
  }

  function cannot(why) {
    const binder = elsewhere.binder && `, or <a href="${elsewhere.binder}${path}">run it on Binder</a>`;
    say(`${why} You can <a href="${elsewhere.notebooks}${path}">read the chapter’s notebook</a>${binder}.`, null);
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

  async function run(panel) {
    const code = panel.content.widgets.filter(cell => cell.model.type === "code");
    const failed = () => code.findIndex(cell => cell.model.outputs.toJSON().some(one => one.output_type === "error"));
    again.disabled = back.disabled = true;
    const begun = new Set();
    code.forEach(cell => { cell.model.executionCount = null; });
    const watch = setInterval(() => {
      code.forEach(cell => cell.model.executionCount && begun.add(cell));
      if (begun.size) say(`Running: ${begun.size} of ${code.length} cells.`, begun.size / code.length);
    }, 100);
    await window.jupyterapp.commands.execute("notebook:run-all-cells");
    clearInterval(watch);
    again.disabled = back.disabled = false;
    const at = failed();
    if (at < 0) return say("Done. Change a value in a cell, then choose Run again.", null);
    say("A cell stopped with an error, and those after it did not run: mend it and choose Run again.", null);
    panel.content.scrollToCell(code[at]);
  }

  async function restore(panel) {
    if (!confirm("Forget your changes to this chapter?")) return;
    await window.jupyterapp.serviceManager.contents.delete(path);
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
      await run(panel);
      panel.content.activeCellIndex = 0;
      panel.content.widgets[0].node.scrollIntoView();
    } catch (error) {
      console.error(error);
      cannot("Python could not be loaded: the connection may have been lost.");
    }
  });
})();
