// Remember, in this browser and nowhere else, up to which report a story was read, and offer what came after.
export function offerNews(document) {
  const link = document.querySelector("a[data-since]");
  if (!link) return;
  const name = `read:${location.pathname}`;
  try {
    const read = localStorage.getItem(name);
    if (read && read < link.dataset.since && !location.search) {
      link.href = `?since=${encodeURIComponent(read)}`;
      link.textContent = "What is new since you last looked";
    }
    localStorage.setItem(name, link.dataset.since);
  } catch {
    // A browser that keeps nothing still has the link.
  }
}
