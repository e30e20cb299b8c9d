// Making a passkey and signing in with one: the browser's own ceremony between two requests.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!globalThis.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[role=alert]");
    try {
      const options = await ask(form, form.dataset.offer);
      const credential = form.dataset.passkey === "make" ? await make(options) : await prove(options);
      const answer = await ask(form, form.action, { answer: JSON.stringify(credential) });
      location.assign(answer.next);
    } catch (error) {
      said.textContent = error.message || "That did not work. Try again.";
    }
  });
}

async function ask(form, address, more = {}) {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error);
  return told;
}

async function make(options) {
  options.challenge = bytes(options.challenge);
  options.user.id = bytes(options.user.id);
  for (const known of options.excludeCredentials ?? []) known.id = bytes(known.id);
  const made = await navigator.credentials.create({ publicKey: options });
  const { clientDataJSON, attestationObject } = made.response;
  return plain(made, { clientDataJSON, attestationObject });
}

async function prove(options) {
  options.challenge = bytes(options.challenge);
  const made = await navigator.credentials.get({ publicKey: options });
  const { clientDataJSON, authenticatorData, signature, userHandle } = made.response;
  return plain(made, { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) });
}

const plain = (made, response) => ({
  id: made.id, rawId: text(made.rawId), type: made.type,
  response: Object.fromEntries(Object.entries(response).map(([name, value]) => [name, text(value)])),
});
