// The race, drawn and played here from what Python computed: a frame costs the server nothing.
//
// data: { race, cells: [text], at: step, lecture } as race_view.py packs them
// sends: trigger "fork", { loss, step }; to step.js the step that is shown once it stands still

export default function ({ data: [data], parentElement, setTriggerValue }) {
  instanceAt(parentElement, createPlayer).update(data, setTriggerValue);
}

const SPEEDS = { slow: 3, normal: 10, fast: 40 }; // snapshots a second
const REST = 250; // ms without a move after which a step is reported
const CALM = 2; // pictures a second for whoever wants few movements
const LONGEST_GAP = 250; // ms between two frames that count; a hidden tab has none
const ICONS = {
  play: "M4 2.5v11l9-5.5Z",
  pause: "M4 2.5h3v11H4Zm5 0h3v11H9Z",
  step: "M3 2.5v11l7-5.5Zm8 0h2v11h-2Z",
  reset: "M8 3V.5L3.5 4 8 7.5V5a4 4 0 1 1-4 4H2a6 6 0 1 0 6-6Z",
  save: "M7 1.5h2v6l2-2 1.3 1.4L8 11.2 3.7 6.9 5 5.5l2 2ZM2.5 13h11v1.8h-11Z",
  fork: "M3 2.5h4.5L5.8 4.2l3 3V14H7V8L4.5 5.5 3 7Zm6.5 0H14V7l-1.7-1.7-2.6 2.6-1.2-1.2 2.6-2.6Z",
};

let speed = "normal"; // it outlives the element, as when another page was looked at

function createPlayer(parent) {
  const root = add(parent, "div", "player");
  const controls = add(root, "div", "controls");
  const play = createButton(controls, "play", "play", "Play", toggle);
  const step = createButton(controls, "step", "step", "Step", () => pauseAt(place + 1));
  const reset = createButton(controls, "reset", "reset", "Reset", () => pauseAt(0));
  const scrubber = add(controls, "input", "scrubber");
  const readout = add(controls, "span", "readout");
  createSpeeds(controls);
  const save = createButton(controls, "save", "save", "Save", askToSave);
  const models = add(root, "div", "models");
  const legend = add(root, "div", "legend");
  const forks = add(root, "div", "forks");
  const measures = add(root, "div", "measures");
  const status = add(root, "div", "unseen");
  const rulers = Object.fromEntries(["tick", "mark"].map((name) => [name, add(root, "i", name)]));

  let race = null;
  let packed = ""; // what `race` was unpacked from
  let figures = [];
  let place = 0; // of the step that is shown, among the steps
  let reported = null;
  let playing = false;
  let rest = 0;
  let sendFork = () => {};

  setUp();

  // ---- from the server ----------------------------------------------------------------

  function update(data, setTriggerValue) {
    sendFork = (fork) => root.isConnected && setTriggerValue("fork", fork);
    root.classList.toggle("lecture", data.lecture);
    const arrived = [data.race, ...data.cells].join();
    if (arrived === packed) return;
    packed = arrived;
    unpackRace(data).then(
      (unpacked) => arrived === packed && show(unpacked, data.at),
      () => arrived === packed && apologise(),
    );
  }

  function show(unpacked, at) {
    const shown = race ? race.steps[place] : (reported = at);
    race = unpacked;
    place = Math.max(lastUpTo(race.steps, shown), 0);
    models.classList.toggle("flat", race.plane !== null);
    models.style.setProperty("--models", race.racers.length);
    models.replaceChildren();
    measures.replaceChildren();
    legend.replaceChildren();
    figures = [createBridge(models, race)];
    if (race.plane) {
      figures.push(...race.racers.map((racer, i) => createPlane(models, race, racer, i)));
      createLegend(legend, race);
    } else if (race.table) {
      figures.push(createTable(add(models, "div", "reading"), race));
    } else {
      figures.push(createDigits(add(models, "div", "reading"), race));
    }
    figures.push(...race.measures.map((measure) => createMeasure(measures, measure, race)));
    scrubber.max = race.steps.length - 1;
    scrubber.disabled = race.steps.length < 2; // one moment: there is nothing to scrub through
    for (const button of [play, step, reset, save]) button.disabled = false;
    offerForks();
    fit();
    moveTo(place);
    if (!playing) reportSoon();
  }

  function apologise() {
    models.textContent =
      "This browser is too old to play the race. Please use one from 2023 or later.";
  }

  // ---- to the server: the step, once it stands still ----------------------------------

  function reportSoon() {
    clearTimeout(rest);
    rest = setTimeout(report, REST);
  }

  function report() {
    clearTimeout(rest);
    const shown = race.steps[place];
    if (shown === reported) return;
    reported = shown;
    document.dispatchEvent(new CustomEvent("race-stopped", { detail: shown }));
    status.textContent = `Step ${shown}: ${race.racers.map(spoken).join(", ")} right.`;
  }

  function spoken(racer) {
    return `${racer.name} ${racer.accuracy[placeAt(racer, race.steps[place])]}`;
  }

  function offerForks() {
    const losses = race.racers.filter((racer) => !racer.forked).map((racer) => racer.loss);
    losses.forEach((loss, i) => {
      const name = `Switch ${loss} to ${losses[1 - i]} here`;
      const fork = () => sendFork({ loss, step: race.steps[place] });
      const button = forks.children[i] ?? createButton(forks, "fork", "fork", name, fork);
      button.onclick = fork;
    });
  }

  // ---- the clock ----------------------------------------------------------------------

  function toggle() {
    if (playing) {
      setPlaying(false);
      report();
      return;
    }
    if (place === race.steps.length - 1) moveTo(0);
    clearTimeout(rest);
    setPlaying(true);
    let due = 0; // steps that are to be shown
    let before = null;

    requestAnimationFrame(function tick(now) {
      if (!playing || !root.isConnected) return;
      due += (Math.min(now - (before ?? now), LONGEST_GAP) / 1000) * SPEEDS[speed];
      before = now;
      if (due >= (CALMER.matches ? SPEEDS[speed] / CALM : 1)) {
        moveTo(place + Math.floor(due));
        due %= 1;
      }
      if (place < race.steps.length - 1) {
        requestAnimationFrame(tick);
      } else {
        setPlaying(false);
        report();
      }
    });
  }

  function setPlaying(on) {
    playing = on;
    play.rename(on ? "Pause" : "Play");
    play.setIcon(on ? "pause" : "play");
  }

  function pauseAt(at) {
    setPlaying(false);
    moveTo(at);
    reportSoon();
  }

  // ---- on the screen ------------------------------------------------------------------

  function moveTo(at) {
    const last = race.steps.length - 1;
    place = clamp(at, 0, last);
    const shown = race.steps[place];
    root.dataset.step = shown;
    scrubber.value = place;
    readout.textContent = `step ${grouped(shown)} of ${grouped(race.steps[last])}`;
    scrubber.setAttribute("aria-valuetext", readout.textContent);
    for (const button of forks.children) button.disabled = place === last;
    for (const figure of figures) figure.moveTo(shown);
  }

  function fit() {
    if (!race) return;
    const type = {};
    for (const [name, ruler] of Object.entries(rulers)) {
      type[name] = parseFloat(getComputedStyle(ruler).fontSize);
    }
    for (const figure of figures) if (figure.fit(type)) figure.moveTo(race.steps[place]);
  }

  // The menu is one for all figures of a page: it listens to this event.
  function askToSave() {
    const detail = { parts: [models, legend, measures], description: BRIDGE, name: "training-race", rows: measured };
    root.dispatchEvent(new CustomEvent("save-figure", { detail, bubbles: true, composed: true }));
  }

  function measured() {
    return race.measures.flatMap(({ y: { title: measure }, lines }) =>
      lines.flatMap(({ x, y }, i) =>
        x.map((step, at) => ({ measure, model: race.racers[i].name, step, value: y[at] })),
      ),
    );
  }

  function setUp() {
    Object.assign(scrubber, { type: "range", min: 0, max: 1, value: 0, disabled: true });
    for (const button of [play, step, reset, save]) button.disabled = true; // until the race is here
    save.setAttribute("aria-label", "Save figure");
    scrubber.setAttribute("aria-label", "Step of the race");
    status.setAttribute("role", "status");
    scrubber.oninput = () => {
      setPlaying(false);
      clearTimeout(rest); // the hand has not let go
      moveTo(Number(scrubber.value));
    };
    scrubber.onchange = reportSoon;
    scrubber.onkeydown = (event) => {
      if (event.key !== " " || !race) return;
      event.preventDefault();
      toggle();
    };
    new ResizeObserver(fit).observe(root);
  }

  return { update };
}

const CALMER = matchMedia("(prefers-reduced-motion: reduce)");

function createButton(parent, className, icon, name, press) {
  const button = add(parent, "button", className);
  const picture = draw(button, "svg", { viewBox: "0 0 16 16", "aria-hidden": true });
  const path = draw(picture, "path", { d: ICONS[icon] });
  const text = add(button, "span");
  text.textContent = name;
  button.type = "button";
  button.onclick = press;
  button.rename = (to) => (text.textContent = to);
  button.setIcon = (to) => path.setAttribute("d", ICONS[to]);
  return button;
}

function grouped(number) {
  return number.toLocaleString("en-GB");
}

function createSpeeds(parent) {
  const group = add(parent, "div", "speeds");
  group.setAttribute("role", "radiogroup");
  group.setAttribute("aria-label", "Speed");
  for (const name of Object.keys(SPEEDS)) {
    const label = add(group, "label");
    const radio = add(label, "input");
    Object.assign(radio, { type: "radio", name: "speed", value: name, checked: name === speed });
    radio.onchange = () => (speed = name);
    add(label, "span").textContent = name;
  }
}
