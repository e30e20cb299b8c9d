// Let a reader be told in this browser. Nothing is asked of anyone before the reader presses the button.
export function offerBell(root) {
  const place = root.querySelector("[data-bell]");
  if (!place || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const story = place.dataset.bell;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bell";
  const kept = `told of ${story || "everything"}`;
  const show = (on) => {
    button.textContent = on ? "Stop telling me in this browser" : "Tell me in this browser";
    on ? localStorage.setItem(kept, "yes") : localStorage.removeItem(kept);
  };
  show(localStorage.getItem(kept) === "yes");
  button.addEventListener("click", async () => {
    button.disabled = true;
    const on = localStorage.getItem(kept) === "yes";
    try {
      await (on ? stop(story) : begin(story));
      show(!on);
    } catch (problem) {
      button.textContent = `That did not work: ${problem.message || problem}`;
    }
    button.disabled = false;
  });
  place.append(button);
}

async function begin(story) {
  const policy = window.trustedTypes?.createPolicy("stet", { createScriptURL: (path) => path });
  const registered = await navigator.serviceWorker.register(policy ? policy.createScriptURL("/bell.js") : "/bell.js");
  const key = await (await fetch("/bell/key")).text();
  const made = await registered.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { endpoint, keys } = made.toJSON();
  await say("/bell/begin/", { endpoint, ...keys, story });
}

async function stop(story) {
  const registered = await navigator.serviceWorker.getRegistration("/");
  const made = await registered?.pushManager.getSubscription();
  if (!made) return;
  await say("/bell/stop/", { endpoint: made.endpoint, story });
  if (!story) await made.unsubscribe();
}

async function say(path, what) {
  const answer = await fetch(path, { method: "POST", credentials: "omit", body: JSON.stringify(what) });
  if (!answer.ok) throw new Error(await answer.text());
}
