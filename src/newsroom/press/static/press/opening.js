// Count that a story was opened, once a page, with nothing about the reader; not at all for readers who ask not to be.
export function countOpening(root) {
  const address = root.querySelector("[data-opened]")?.dataset.opened;
  if (!address || navigator.globalPrivacyControl || navigator.doNotTrack === "1") return;
  fetch(address, { method: "POST", credentials: "omit", referrerPolicy: "no-referrer", keepalive: true }).catch(() => {});
}
