// What makes the pages pleasant. Everything works without it, only less quickly.

const live = document.getElementById("live");
const say = (words) => { live.textContent = words; };

// Progress of what is on the page; when something of it ends, the page is shown anew.
const bars = new Map([...document.querySelectorAll("[data-job]")].map((bar) => [bar.dataset.job, bar]));
const rows = new Set([...document.querySelectorAll("[data-row]")].map((row) => row.dataset.row));
if (bars.size || rows.size) {
  const events = new EventSource("/jobs/events");
  let reloading = 0;
  const again = (event) => {
    const { job_id: job } = JSON.parse(event.data);
    if ((bars.has(job) || rows.has(job)) && !reloading) {
      reloading = setTimeout(() => location.reload(), 400);
      say("Something has changed");
    }
  };
  events.addEventListener("progress", (event) => {
    const job = JSON.parse(event.data);
    const bar = bars.get(job.job_id);
    if (!bar) return;
    const meter = bar.querySelector("progress");
    if (job.progress === null) meter.removeAttribute("value"); else meter.value = job.progress;
    bar.querySelector(".stage").textContent = job.stage ?? "Waiting for a worker";
  });
  for (const kind of ["started", "done", "failed", "canceled", "retry"]) events.addEventListener(kind, again);
  addEventListener("pagehide", () => events.close());
}

// Ask before something is lost.
for (const form of document.querySelectorAll("form[data-sure]")) {
  form.addEventListener("submit", (event) => { if (!confirm(form.dataset.sure)) event.preventDefault(); });
}

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
    if (mine !== turn || !answer?.ok) return;
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
  text.addEventListener("input", () => { number(); clearTimeout(waiting); waiting = setTimeout(check, 400); });
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
