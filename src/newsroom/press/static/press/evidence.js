// Show the evidence for a fact beside the text: in the margin where there is one, else in a sheet from below.
// The words come from the fact's own evidence page, so that there is one source of them.
import { page } from "./fresh.js";

export function openEvidence(root) {
  const text = root.querySelector("[data-evidence]");
  if (!text) return;
  for (const fact of text.querySelectorAll("a.fact")) {
    fact.setAttribute("role", "button");
    fact.setAttribute("aria-expanded", "false");
  }
  text.addEventListener("click", (event) => {
    const fact = event.target.closest("a.fact");
    if (!fact || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    toggle(text, fact);
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === " " && event.target.matches("a.fact")) {
      event.preventDefault();
      toggle(text, event.target);
    }
    if (event.key === "Escape") close(text);
  });
}

async function toggle(text, fact) {
  const again = fact.getAttribute("aria-expanded") === "true";
  close(text, false);
  if (again) return;
  fact.setAttribute("aria-expanded", "true");
  const found = (await page(fact.href))?.querySelector("[data-note]");
  if (!found) {
    location.assign(fact.href);
    return;
  }
  if (fact.getAttribute("aria-expanded") === "true") show(text, fact, document.adoptNode(found));
}

function show(text, fact, note) {
  for (const marked of note.querySelectorAll("[id]")) marked.removeAttribute("id");
  const heading = note.querySelector("h1");
  const title = document.createElement("h2");
  title.textContent = heading.textContent;
  title.tabIndex = -1;
  title.id = "evidence-title";
  heading.replaceWith(title);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "close";
  button.textContent = "Close";
  button.addEventListener("click", () => close(text));
  note.prepend(button);
  const margin = text.querySelector("[data-margin]");
  if (margin && margin.getBoundingClientRect().width > 200 && getComputedStyle(text).gridTemplateColumns.includes(" ")) {
    note.setAttribute("role", "region");
    note.setAttribute("aria-labelledby", title.id);
    note.dataset.open = "";
    margin.replaceChildren(note);
    const top = fact.getBoundingClientRect().top - margin.getBoundingClientRect().top;
    note.style.marginBlockStart = `${Math.max(0, top)}px`;
    title.focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
  } else {
    const sheet = document.createElement("dialog");
    sheet.className = "sheet-up";
    sheet.dataset.open = "";
    sheet.setAttribute("aria-labelledby", title.id);
    sheet.append(note);
    sheet.addEventListener("close", () => close(text));
    sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
    text.append(sheet);
    sheet.showModal();
    title.focus();
  }
}

function close(text, refocus = true) {
  const open = text.querySelector("[data-open]");
  const fact = text.querySelector('a.fact[aria-expanded="true"]');
  fact?.setAttribute("aria-expanded", "false");
  open?.remove();
  if (open && refocus) fact?.focus();
}
