// Notice a new edition and take it in without moving what is being read.
//
// The server tells by server-sent events where it can; otherwise we ask once a minute for a few bytes, with an ETag.
// When the reader is at the top of the page the new edition takes its place; otherwise a button offers it.
const MINUTE = 60000;

export function watchEditions(root) {
  const body = root.body;
  const address = body.dataset.fresh;
  if (!address) return;
  const check = () => edition(address).then((latest) => latest && latest !== body.dataset.edition && take(root));
  listen(check) || poll(check);
  root.addEventListener("visibilitychange", () => root.visibilityState === "visible" && check());
}

async function edition(address) {
  try {
    const answer = await fetch(address, { headers: { accept: "application/json" }, cache: "no-cache" });
    return answer.ok ? (await answer.json()).edition : "";
  } catch {
    return ""; // offline: the page stays as it is, and is asked again
  }
}

function listen(check) {
  if (!("EventSource" in window) || !document.body.dataset.events) return false;
  const stream = new EventSource(document.body.dataset.events);
  stream.addEventListener("edition", check);
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) poll(check);
  });
  return true;
}

function poll(check) {
  setInterval(() => document.visibilityState === "visible" && check(), MINUTE);
}

async function take(root) {
  const reading = scrollY > 80 || root.activeElement?.closest("main") || root.querySelector("main details[open]") || String(getSelection());
  const offer = root.querySelector(".newer");
  if (reading) {
    if (!offer) return;
    offer.hidden = false;
    offer.classList.add("shown");
    return;
  }
  const next = await page(location.href);
  const main = next?.querySelector("main");
  if (!main || !next.body.dataset.edition) return;
  root.querySelector("main").replaceWith(root.adoptNode(main));
  const ears = next.querySelector(".ears");
  if (ears) root.querySelector(".ears").replaceWith(root.adoptNode(ears));
  root.body.dataset.edition = next.body.dataset.edition;
  root.title = next.title;
}

// A page of our own, parsed by the browser as a document: no text is ever turned into HTML by script.
export function page(address) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => resolve(request.status === 200 ? request.response : null);
    request.onerror = () => resolve(null);
    request.send();
  });
}
