// The desk without JavaScript works by its forms; this adds what saves a hand: saving while one writes, checking when one
// pauses, taking a passage with a click, and moving along the wire by keys.

const html = globalThis.trustedTypes
  ? trustedTypes.createPolicy("stet", { createHTML: (text) => text })
  : { createHTML: (text) => text };

const form = document.querySelector("#draft");
if (form) write(form);
const rows = document.querySelector("#rows");
if (rows) follow(rows);

function write(form) {
  const said = document.querySelector("#saved");
  let timer = 0, dirty = false, saving = false;

  form.addEventListener("input", (event) => {
    if (event.target.name === "why") return;
    dirty = true;
    said.textContent = "Not saved yet";
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  async function save() {
    if (saving) { timer = setTimeout(save, 500); return; }
    saving = true; dirty = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" } });
      const told = await answer.json();
      if (answer.ok) {
        form.elements.base.value = told.number;
        said.textContent = `Save ${told.number}, ${told.state}`;
        check();
      } else {
        said.textContent = told.error;
      }
    } catch {
      dirty = true;
      said.textContent = "Not saved: no connection. Trying again.";
      timer = setTimeout(save, 5000);
    } finally { saving = false; }
  }

  async function check() {
    const ledger = document.querySelector("#ledger");
    if (ledger.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    const answer = await fetch(form.dataset.check, { method: "POST", body, headers: { Accept: "text/html+part" } });
    // Our own server's escaped template: the one place where text becomes HTML.
    if (answer.ok) ledger.innerHTML = html.createHTML(await answer.text());
  }

  // A click on a fact shows it in the text; a click on a sentence of the evidence brings it into the text, with its outlet.
  document.querySelector("#ledger").addEventListener("click", (event) => {
    const item = event.target.closest("li[data-start]");
    if (item && event.target.closest("summary")) show(item.querySelector("q").textContent.replace(/…$/, ""));
  });
  function show(words) {
    for (const name of ["headline", "standfirst", "body"]) {
      const field = form.elements[name], at = field.value.indexOf(words);
      if (at >= 0) { field.setSelectionRange(at, at + words.length); return; }
    }
  }
  for (const passage of document.querySelectorAll(".passages p")) {
    passage.classList.add("take");
    passage.tabIndex = 0;
    passage.setAttribute("role", "button");
    passage.title = "Take this passage into the text";
    const take = () => {
      const body = form.elements.body, outlet = passage.parentElement.dataset.outlet;
      const words = (getSelection().toString().trim() || passage.textContent.trim());
      body.setRangeText(`“${words}”, ${outlet} reported.`, body.selectionStart, body.selectionEnd, "end");
      body.dispatchEvent(new Event("input", { bubbles: true }));
      body.focus();
    };
    passage.addEventListener("click", take);
    passage.addEventListener("keydown", (event) => { if (event.key === "Enter") take(); });
  }
}

function follow(rows) {
  let at = -1;
  const go = (to) => {
    const items = rows.querySelectorAll(".item");
    if (!items.length) return;
    items[at]?.classList.remove("here");
    at = Math.max(0, Math.min(items.length - 1, to));
    items[at].classList.add("here");
    items[at].querySelector(".title").focus({ preventScroll: true });
    items[at].scrollIntoView({ block: "nearest" });
  };
  addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = rows.querySelector(".item.here");
    const acts = {
      j: () => go(at + 1), k: () => go(at - 1),
      o: () => here?.querySelector(".title").click(), s: () => here?.querySelector(".story")?.click(),
      "/": () => document.querySelector("[name=q]").focus(),
    };
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });

  // What comes in waits behind a button: nothing moves under the reader's eyes.
  const button = document.querySelector("#newer");
  let waiting = "";
  setInterval(async () => {
    const newest = rows.querySelector(".item")?.dataset.arrived;
    if (!newest || document.hidden) return;
    const asked = new URL(location.href);
    asked.searchParams.set("since", newest);
    const answer = await fetch(asked, { headers: { "X-Part": "1" } });
    waiting = answer.ok ? (await answer.text()).trim() : "";
    const count = waiting.split('class="item"').length - 1;
    button.hidden = !count;
    button.textContent = `Show ${count} that came in`;
  }, 15000);
  button.addEventListener("click", () => {
    rows.insertAdjacentHTML("afterbegin", html.createHTML(waiting));
    button.hidden = true;
    if (at >= 0) at += waiting.split('class="item"').length - 1;
  });
}
