// Beside each absolute time of the last day, say how long ago that was.
const STEPS = [[3600, 60, "minute"], [86400, 3600, "hour"]];

export function ago(then, now, language = "en") {
  const seconds = Math.round((now - then) / 1000);
  if (seconds < -60 || seconds >= 86400) return "";
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (seconds < 60) return "just now";
  const [, size, unit] = STEPS.find(([limit]) => seconds < limit);
  return words.format(-Math.floor(seconds / size), unit);
}

export function tellAges(root) {
  const tell = () => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      const words = ago(Date.parse(time.dateTime), Date.now(), document.documentElement.lang);
      if (words) time.title = words;
      const beside = time.nextElementSibling?.classList.contains("age") ? time.nextElementSibling : null;
      if (beside) beside.textContent = words && ` (${words})`;
      else if (words && time.closest(".page-head .meta, .ears")) {
        const age = document.createElement("span");
        age.className = "age";
        age.textContent = ` (${words})`;
        time.after(age);
      }
    }
  };
  tell();
  setInterval(tell, 60000);
}
