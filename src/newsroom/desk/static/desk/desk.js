// The desk without JavaScript works by its forms; this adds what saves a hand: saving while one writes, checking when one
// pauses, taking a passage with a click, and moving along the wire by keys.

const html = globalThis.trustedTypes
  ? trustedTypes.createPolicy("stet", { createHTML: (text) => text })
  : { createHTML: (text) => text };

const form = document.querySelector("#draft");
if (form) write(form);
const rows = document.querySelector("#rows");
if (rows) follow(rows);

// The page is being left, or the line is down: what asks again later need not say so.
function gone() { return null; }

function write(form) {
  const said = document.querySelector("#saved");
  const ledger = document.querySelector("#ledger");
  let timer = 0, dirty = false, saving = false, editor = null;

  const changed = () => {
    dirty = true;
    said.textContent = "Not saved yet";
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  };
  form.addEventListener("input", (event) => { if (event.target.name !== "why") changed(); });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  import("./editor.js").then(({ open }) => { editor = open(form.elements.body, changed); mark(); });
  beHere(form.dataset.here);

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
    if (ledger.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
    const answer = await fetch(form.dataset.check, { method: "POST", body: token(), headers: { Accept: "text/html+part" } }).catch(gone);
    if (!answer?.ok) return;
    // Our own server's escaped template: the one place where text becomes HTML.
    ledger.innerHTML = html.createHTML(await answer.text());
    mark();
  }

  function token() {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    return body;
  }

  // The server counts code points of headline, standfirst and body together; the editor counts UTF-16 units of the body.
  function mark() {
    if (!editor || dirty) return;
    const parts = ["headline", "standfirst", "body"].map((name) => form.elements[name].value).filter((part) => part.trim());
    const whole = [...parts.join("\n\n")];
    const head = parts.join("\n\n").length - form.elements.body.value.length;
    const units = (at) => whole.slice(0, at).join("").length - head;
    // An event or attribution that stands covers a whole sentence: marking it would say nothing.
    const shown = "li.loose[data-start], li[data-start]:not([data-kind=event], [data-kind=attribution])";
    editor.mark([...ledger.querySelectorAll(shown)].map((item) => ({
      from: units(+item.dataset.start), to: units(+item.dataset.end),
      loose: item.classList.contains("loose"), title: item.querySelector(".verdict").textContent,
    })));
  }

  // What comes from a word processor comes as HTML: the server gives back its words.
  form.addEventListener("paste", async (event) => {
    const rich = event.clipboardData?.getData("text/html");
    if (!rich || !editor || !event.composedPath().some((node) => node.className === "editor")) return;
    event.preventDefault();
    event.stopPropagation();
    const body = token();
    body.set("html", rich.slice(0, 400000));
    const answer = await fetch("/desk/paste/", { method: "POST", body, headers: { Accept: "application/json" } }).catch(gone);
    editor.insert(answer?.ok ? (await answer.json()).text.trimEnd() : event.clipboardData.getData("text/plain"));
  }, true);

  // A click on a fact shows it in the text; a click on a passage of the evidence brings it into the text, with its outlet.
  ledger.addEventListener("click", (event) => {
    const item = event.target.closest("li[data-start]");
    if (item && event.target.closest("summary")) show(item.querySelector("q").textContent.replace(/…$/, ""));
  });
  function show(words) {
    const at = form.elements.body.value.indexOf(words);
    if (editor && at >= 0) { editor.select(at, at + words.length); return; }
    for (const name of ["headline", "standfirst", "body"]) {
      const field = form.elements[name], from = field.value.indexOf(words);
      if (from >= 0 && !field.hidden) { field.setSelectionRange(from, from + words.length); return; }
    }
  }
  for (const passage of document.querySelectorAll(".passages p")) {
    passage.classList.add("take");
    passage.tabIndex = 0;
    passage.setAttribute("role", "button");
    passage.title = "Take this passage into the text";
    const take = () => {
      const words = getSelection().toString().trim() || passage.textContent.trim();
      const text = `“${words}”, ${passage.parentElement.dataset.outlet} reported.`;
      if (editor) { editor.insert(text); return; }
      const body = form.elements.body;
      body.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
      changed();
    };
    passage.addEventListener("click", take);
    passage.addEventListener("keydown", (event) => { if (event.key === "Enter") take(); });
  }

  // Two who write on one draft see each other: each says that he is here every few seconds, and is told who else is.
  function beHere(address) {
    const others = document.querySelector("#others");
    const ask = async () => {
      if (document.hidden) return;
      const body = token();
      body.set("base", form.elements.base.value);
      const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } }).catch(gone);
      if (!answer?.ok) return;
      const told = await answer.json();
      others.textContent = told.others.length ? `Also here: ${told.others.join(", ")}` : "";
      if (told.text && told.number > +form.elements.base.value && !saving) take(told);
    };
    // Who has changed nothing since his last save sees a colleague's text at once; who has keeps his own, and is told.
    const take = (told) => {
      if (dirty) {
        said.textContent = `${told.by} saved number ${told.number}. What you save now is kept beside it, under Revisions.`;
        return;
      }
      for (const name of ["headline", "standfirst", "body"]) form.elements[name].value = told.text[name];
      editor?.take(told.text.body);
      form.elements.base.value = told.number;
      said.textContent = `Save ${told.number}, by ${told.by}`;
      check();
    };
    setInterval(ask, 5000);
    ask();
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
    const answer = await fetch(asked, { headers: { "X-Part": "1" } }).catch(gone);
    waiting = answer?.ok ? (await answer.text()).trim() : "";
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
