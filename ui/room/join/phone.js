"use strict";
// A phone in a room: shows what the server tells, and sends a forecast until the server has it.

const here = location.pathname.replace(/\/+$/, "");
const find = (id) => document.getElementById(id);
const SILENT = 40_000, SLOW = 8_000; // milliseconds until a request counts as lost
const FIRST_PAUSE = 500, LONGEST_PAUSE = 8_000;

let state = null; // what the server told last
let draft = []; // percentages, as the sliders stand
let fields = []; // for each option: its slider, its number and its buttons
let pending = null; // the forecast that the server has not confirmed
let token = remembered(); // only where cookies do not work
let lost = false;
let troubled = false; // the last request failed: the next one asks for an answer at once
let poke = () => {}; // ends the pause of what waits for the network
let following = new AbortController();
let woken = false; // the request that waits was given up to make another, not lost

function remembered() {
  try { return sessionStorage.getItem("join"); } catch { return null; }
}

function remember(given) {
  token = given;
  try { sessionStorage.setItem("join", given); } catch { /* this page alone knows it */ }
}

const text = (percent) => `${+percent.toFixed(1)}%`;
const same = (a, b) => Boolean(a && b) && a.length === b.length && a.every((x, i) => Math.abs(x - b[i]) < 1e-6);
const inWords = (percent) => percent.map((x, i) => `${state.options[i]} ${text(x)}`).join(", ");

// The network

async function request(path, options, milliseconds, ender = new AbortController()) {
  const headers = { ...options.headers, ...(token ? { "X-Join": token } : {}) };
  const timer = setTimeout(() => ender.abort(), milliseconds);
  try {
    const response = await fetch(here + path, { ...options, headers, signal: ender.signal, cache: "no-store" });
    const body = response.status === 204 ? null : await response.json();
    sayNetwork(false);
    return { status: response.status, body, pause: Number(response.headers.get("Retry-After")) * 1000 };
  } finally {
    clearTimeout(timer);
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    const before = poke;
    const timer = setTimeout(resolve, milliseconds * (0.75 + Math.random() / 2));
    poke = () => { before(); clearTimeout(timer); resolve(); };
  });
}

function sayNetwork(isLost) {
  lost = isLost;
  const kept = pending
    ? "No connection. Your answer has not arrived yet. It is kept here, and sent when you are back online."
    : "No connection. This page carries on by itself when you are back online.";
  alarm(isLost ? kept : "");
}

function alarm(words) {
  if (find("network").textContent !== words) find("network").textContent = words;
}

addEventListener("offline", () => sayNetwork(true));
addEventListener("online", wake);
document.addEventListener("visibilitychange", () => { if (!document.hidden && lost) wake(); });

function wake() {
  woken = true;
  following.abort();
  poke();
}

async function follow() {
  let wait = FIRST_PAUSE;
  for (;;) {
    following = new AbortController();
    try {
      const after = state && !troubled ? `?after=${encodeURIComponent(state.version)}` : "";
      const told = await request(`/state${after}`, {}, troubled ? SLOW : SILENT, following);
      if (told.status === 200) show(told.body);
      if (told.status === 404) return leave(told.body.error);
      troubled = told.status > 204;
      if (troubled) alarm(told.body.error);
      if (told.pause) await pause(told.pause);
      wait = FIRST_PAUSE;
    } catch {
      troubled = true;
      if (!woken) {
        sayNetwork(true);
        await pause(wait);
        wait = Math.min(2 * wait, LONGEST_PAUSE);
      }
      woken = false;
    }
  }
}

async function send(percent) {
  const mine = pending = { asked: state.asked, percent: [...percent] };
  draft = [...percent];
  draw();
  say("Sending …");
  let wait = FIRST_PAUSE;
  while (pending === mine) {
    try {
      const options = {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(mine),
      };
      const told = await request("/answer", options, SLOW);
      if (pending !== mine) return; // changed meanwhile: a later one is on its way
      if (told.status === 200) {
        pending = null;
        show(told.body);
        return;
      }
      if (!told.pause) {
        pending = null;
        say(told.body.error);
        return;
      }
      say(told.body.error);
      await pause(told.pause);
    } catch {
      sayNetwork(true);
      await pause(wait);
      wait = Math.min(2 * wait, LONGEST_PAUSE);
    }
  }
}

// The screen

function say(words, isIn = false) {
  const line = find("status");
  if (line.textContent !== words) line.textContent = words;
  line.classList.toggle("in", isIn);
}

function sayWhatIsIn() {
  if (pending) return;
  if (state.revealed) {
    const mine = state.said;
    const given = mine ? `You gave it ${text(mine[state.right])}.` : "You did not answer in this round.";
    say(`The answer is: ${state.options[state.right]}. ${given} The next question will appear here.`);
  } else if (state.said) {
    say(`Your answer is in: ${inWords(state.said)}. You can change it until the reveal.`, true);
  } else {
    say("Not sent yet. Your answer is a probability. Nobody sees who said what.");
  }
}

function show(told) {
  if (told.token) remember(told.token);
  const isNew = !state || String(told.asked) !== String(state.asked) || told.options.length !== fields.length;
  if (pending && (told.revealed || String(told.asked) !== String(pending.asked))) {
    pending = null; // too late for it
    sayNetwork(lost);
  }
  state = told;
  if (isNew) {
    find("question").innerHTML = told.question;
    draft = told.said ? [...told.said] : told.options.map(() => 100 / told.options.length);
    build();
  }
  find("form").hidden = told.revealed;
  find("reveal").hidden = !told.revealed;
  if (told.revealed) reveal();
  draw();
  sayWhatIsIn();
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function build() {
  fields = state.options.map((option, i) => {
    const slider = element("input", { type: "range", min: 0, max: 100, step: 1 });
    slider.setAttribute("aria-label", `${option}: probability`);
    const number = element("input", { type: "number", min: 0, max: 100, step: "any", inputMode: "decimal" });
    number.setAttribute("aria-label", `${option}: percent`);
    slider.addEventListener("input", () => move(i, slider.valueAsNumber));
    number.addEventListener("input", () => move(i, number.valueAsNumber, number));
    number.addEventListener("change", () => draw());
    const buttons = state.quick.map((way) => {
      const button = element("button", { type: "button", textContent: way.name });
      button.setAttribute("aria-label", `${option}: ${way.name}`);
      button.addEventListener("click", () => send(way.said[i]));
      return { button, said: way.said[i] };
    });
    const sign = element("span", { textContent: "%" });
    sign.setAttribute("aria-hidden", "true");
    const percent = element("span", { className: "percent" }, number, sign);
    const box = element(
      "fieldset", {},
      element("legend", { textContent: option }),
      element("div", { className: "row" }, slider, percent),
      element("div", { className: "row" }, ...buttons.map((each) => each.button)),
    );
    return { slider, number, buttons, box };
  });
  find("options").replaceChildren(...fields.map((each) => each.box));
  find("no-idea").textContent = `no idea: ${text(state.noIdea[0])} each`;
}

// One slider moves: the others share what is left, as they shared it before.
function move(i, value, typing = null) {
  if (Number.isNaN(value)) return;
  const wanted = Math.min(100, Math.max(0, value));
  const others = draft.reduce((sum, x, j) => sum + (j === i ? 0 : x), 0);
  const left = 100 - wanted;
  draft = draft.map((x, j) => {
    if (j === i) return wanted;
    return others > 0 ? (x * left) / others : left / (draft.length - 1);
  });
  draw(typing);
}

function draw(typing = null) {
  const said = pending ? null : state.said;
  fields.forEach(({ slider, number, buttons }, i) => {
    slider.value = draft[i];
    slider.setAttribute("aria-valuetext", text(draft[i]));
    if (number !== typing) number.value = +draft[i].toFixed(1);
    for (const { button, said: quick } of buttons) button.setAttribute("aria-pressed", same(quick, said));
  });
  find("no-idea").setAttribute("aria-pressed", same(state.noIdea, said));
  find("send").textContent = same(draft, said) ? "Sent ✓" : state.said ? "Send the change" : "Send";
}

function reveal() {
  find("why").innerHTML = state.why;
  find("note").innerHTML = state.note;
  fill("shares", state.table, state.right);
  fill("scores", state.scores, -1);
  find("scores").hidden = !state.scores.length;
}

function fill(table, rows, right) {
  const made = rows.map(([name, ...cells], i) => element(
    "tr", { className: i === right ? "right" : "" },
    element("th", { scope: "row", textContent: i === right ? `${name} ✓` : name }),
    ...cells.map((cell) => element("td", { textContent: cell || "–" })),
  ));
  find(table).tBodies[0].replaceChildren(...made);
}

function leave(sentence) {
  find("form").hidden = true;
  find("reveal").hidden = true;
  pending = null;
  sayNetwork(false);
  say(sentence);
}

find("form").addEventListener("submit", (event) => { event.preventDefault(); send(draft); });
find("no-idea").addEventListener("click", () => send(state.noIdea));
follow();
