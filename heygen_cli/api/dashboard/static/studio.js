// What makes the pages pleasant. Everything works without it, only less quickly.

const live = document.getElementById("live");
const say = (words) => { live.textContent = words; };

// Progress of what is on the page. When something of it begins or ends, that part alone is shown anew: whoever
// watches a film or is about to press a button is left in peace.
const part = (job) => document.querySelector(`[data-watch="${CSS.escape(job)}"]`);
const renew = async () => {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const old of document.querySelectorAll("[data-live]")) {
    const now = fresh.querySelector(`[data-live="${CSS.escape(old.dataset.live)}"]`);
    if (!now || now.dataset.state === old.dataset.state) continue;
    const held = old.contains(document.activeElement);
    old.replaceWith(document.adoptNode(now));
    if (held) now.querySelector("a, button, video")?.focus();
    if (now.dataset.words) say(now.dataset.words);
  }
};
if (document.querySelector("[data-watch]")) {
  const events = new EventSource("/jobs/events");
  const stages = JSON.parse(document.getElementById("main").dataset.stages);
  let waiting = 0;
  const soon = () => { waiting ||= setTimeout(() => { waiting = 0; renew(); }, 300); };
  const changed = (event) => { if (part(JSON.parse(event.data).job_id)) soon(); };
  events.addEventListener("progress", (event) => {
    const job = JSON.parse(event.data);
    const bar = document.querySelector(`[data-job="${CSS.escape(job.job_id)}"]`);
    if (!bar) return;
    const meter = bar.querySelector("progress");
    if (job.progress === null) meter.removeAttribute("value"); else meter.value = job.progress;
    bar.querySelector(".stage").textContent = stages[job.stage ?? ""] ?? job.stage;
    if (part(job.job_id)?.dataset.state === "queued") soon();
  });
  for (const kind of ["started", "done", "failed", "canceled", "retry"]) events.addEventListener(kind, changed);
  // What happened between the page and the first event would be missed.
  events.addEventListener("open", soon);
  addEventListener("pagehide", () => events.close());
}

// Ask before something is lost, and take what is pressed twice for once.
addEventListener("submit", (event) => {
  const { sure, sent } = event.target.dataset;
  if (sent || (sure && !confirm(sure))) event.preventDefault(); else event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("[data-sent]")) delete form.dataset.sent;
});

// What scrolls sideways begins with what matters: the page one is on, the newest bars of a chart.
const here = document.querySelector(".top nav [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.clientWidth / 2;
for (const chart of document.querySelectorAll(".chart")) chart.scrollLeft = chart.scrollWidth;

// Hear voices, one at a time.
const player = new Audio();
let playing = null;
const still = () => { if (playing) playing.textContent = "▶"; playing = null; };
player.addEventListener("ended", still);
player.addEventListener("error", () => { still(); if (player.src) say("This voice cannot be heard here"); });
for (const button of document.querySelectorAll("[data-sound]")) {
  button.addEventListener("click", () => {
    const same = playing === button;
    player.pause();
    still();
    if (same) return;
    playing = button;
    button.textContent = "❚❚";
    player.src = button.dataset.sound;
    player.play().catch(() => {});
  });
}

// How long the script will be, at 150 words a minute.
const script = document.getElementById("script");
if (script) {
  const count = document.getElementById("count");
  const tell = () => {
    const words = script.value.trim().split(/\s+/).filter(Boolean).length;
    const seconds = Math.round(words / 2.5);
    count.textContent = words ? `${words} words, about ${seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 6) / 10} min`}` : "";
  };
  script.addEventListener("input", tell);
  tell();
}

// Check a storyboard while it is written.
const editor = document.querySelector("form[data-check]");
if (editor) {
  const text = editor.querySelector("textarea");
  const lines = editor.querySelector(".lines");
  const verdict = document.getElementById("verdict");
  let wrong = new Set();
  const number = () => {
    lines.replaceChildren(...text.value.split("\n").map((_, place) => {
      const line = document.createElement("span");
      line.textContent = `${place + 1}\n`;
      if (wrong.has(place + 1)) line.className = "wrong";
      return line;
    }));
    lines.scrollTop = text.scrollTop;
  };
  const item = (fault) => {
    const line = document.createElement("li");
    if (fault.line) {
      const place = document.createElement("button");
      place.type = "button";
      place.className = "place";
      place.textContent = `Line ${fault.line}`;
      place.addEventListener("click", () => {
        const before = text.value.split("\n").slice(0, fault.line - 1).join("\n").length;
        text.focus();
        text.setSelectionRange(before + (fault.line > 1), before + (fault.line > 1));
      });
      line.append(place, " ");
    }
    line.append(fault.message);
    if (fault.hint) {
      const hint = document.createElement("span");
      hint.className = "soft";
      hint.textContent = ` ${fault.hint}`;
      line.append(hint);
    }
    return line;
  };
  let turn = 0;
  const check = async () => {
    const mine = ++turn;
    const answer = await fetch(editor.dataset.check, { method: "POST", body: new FormData(editor) }).catch(() => null);
    if (mine !== turn) return;
    if (!answer?.ok || answer.redirected) {
      verdict.textContent = "This could not be checked. Are you still signed in?";
      verdict.classList.remove("good");
      return;
    }
    const { faults, title, scenes } = await answer.json();
    wrong = new Set(faults.map((fault) => fault.line));
    number();
    if (faults.length) {
      const list = document.createElement("ul");
      list.append(...faults.map(item));
      verdict.replaceChildren(list);
    } else {
      verdict.textContent = `Ready to be made: “${title}”, ${scenes} scene${scenes === 1 ? "" : "s"}.`;
    }
    verdict.classList.toggle("good", !faults.length);
  };
  let waiting = 0;
  text.addEventListener("input", () => { editor.querySelector(".estimate")?.remove(); number(); clearTimeout(waiting); waiting = setTimeout(check, 400); });
  text.addEventListener("scroll", () => { lines.scrollTop = text.scrollTop; });
  number();
  check();
}

// Copy what is shown once.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard?.writeText(document.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
    say("Copied");
  });
}
