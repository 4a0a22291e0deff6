// A horizontal slider that tells its value while it moves.
//
// data: { label, colour, value, seen, low, high, log, step, percent, whole, ticks: [[value, text]] }
// sends: state "moved", a number ("value" would be taken for a wrapping of Streamlit's own).

export default function ({ data: [data], parentElement, setStateValue }) {
  instanceAt(parentElement, createSlider).update(data, setStateValue);
}

function createSlider(parent) {
  const root = add(parent, "div", "slider");
  const head = add(root, "div", "head");
  const label = add(head, "span", "label");
  const number = add(head, "span", "number");
  const reach = add(root, "div", "reach"); // where a finger takes hold
  const track = add(reach, "div", "track");
  const fill = add(track, "div", "fill");
  const thumb = add(track, "div", "thumb");
  const ticks = add(root, "div", "ticks");
  thumb.tabIndex = 0;
  thumb.setAttribute("role", "slider");
  thumb.setAttribute("aria-orientation", "horizontal");

  const line = createLine();
  let scale = null;
  let value = null;
  let held = false;

  function update(data, setStateValue) {
    scale = createScale(data);
    line.connect((message) => root.isConnected && setStateValue("moved", message));
    root.style.setProperty("--colour", data.colour);
    label.textContent = data.label;
    thumb.setAttribute("aria-label", data.label);
    thumb.setAttribute("aria-valuemin", decimal(data.low));
    thumb.setAttribute("aria-valuemax", decimal(data.high));
    while (ticks.children.length > data.ticks.length) ticks.lastChild.remove();
    const ordered = data.ticks.toSorted(([a], [b]) => a - b);
    ordered.forEach(([at, text], i) => {
      const tick = ticks.children[i] ?? add(ticks, "span");
      tick.style.left = `${100 * scale.shareOf(at)}%`;
      tick.textContent = text;
    });
    if (!held && line.isAnswered(data.seen)) value = data.value;
    draw();
    fit();
  }

  function move(to) {
    if (to === value) return;
    value = to;
    draw();
    line.push(value);
  }

  reach.onpointerdown = (event) => {
    if (event.button !== 0) return;
    held = true;
    reach.setPointerCapture(event.pointerId);
    root.classList.add("held");
    thumb.focus({ preventScroll: true, focusVisible: false });
    event.preventDefault(); // or the focus would leave the thumb again
    reach.onpointermove(event);
  };
  reach.onmousedown = (event) => event.preventDefault();
  reach.onpointermove = (event) => {
    if (!held) return;
    const box = track.getBoundingClientRect();
    move(scale.valueAt(clamp((event.clientX - box.left) / box.width, 0, 1)));
  };
  reach.onpointerup = reach.onpointercancel = reach.onlostpointercapture = () => {
    if (!held) return;
    held = false;
    root.classList.remove("held");
    line.settle();
  };

  thumb.onkeydown = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const to = scale.afterKey(event, value);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation(); // the app has shortcuts of its own
    move(to);
    line.settleSoon();
  };

  function draw() {
    const text = scale.textOf(value);
    root.style.setProperty("--share", scale.shareOf(value));
    number.textContent = text;
    thumb.setAttribute("aria-valuenow", decimal(value));
    thumb.setAttribute("aria-valuetext", text);
  }

  // Keeps the ticks within the slider, and hides those that would run into the one before.
  function fit() {
    const edge = root.getBoundingClientRect();
    let end = -Infinity;
    for (const tick of ticks.children) {
      tick.style.translate = "";
      const box = tick.getBoundingClientRect();
      const shift = Math.max(edge.left - box.left, 0) + Math.min(edge.right - box.right, 0);
      tick.style.translate = `${shift}px`;
      const clash = box.left + shift < end + 4;
      tick.style.visibility = clash ? "hidden" : "";
      if (!clash) end = box.right + shift;
    }
  }

  new ResizeObserver(fit).observe(track);

  return { update };
}

// Between a value and its share of the way, linear or by powers of ten.
function createScale({ low, high, log, step, percent, whole }) {
  const forth = log ? Math.log10 : (x) => x;
  const back = log ? (x) => 10 ** x : (x) => x;
  const start = forth(low);
  const length = forth(high) - start;

  // Values that people would write: two digits by powers of ten, else whole steps.
  function tidy(x) {
    const rounded = log ? x.toPrecision(2) : (Math.round(x / step) * step).toPrecision(9);
    return clamp(whole ? Math.round(Number(rounded)) : Number(rounded), low, high);
  }

  return {
    shareOf: (x) => clamp((forth(x) - start) / length, 0, 1),
    valueAt: (share) => tidy(back(start + share * length)),
    afterKey({ key, shiftKey }, x) {
      const steps = {
        ArrowRight: shiftKey ? 10 : 1,
        ArrowUp: shiftKey ? 10 : 1,
        ArrowLeft: shiftKey ? -10 : -1,
        ArrowDown: shiftKey ? -10 : -1,
        PageUp: 10,
        PageDown: -10,
        Home: -Infinity,
        End: Infinity,
      }[key];
      if (steps === undefined) return null;
      if (!Number.isFinite(steps)) return steps < 0 ? low : high;
      return tidy(back(forth(x) + steps * step));
    },
    textOf: (x) => (percent ? `${written(x * 100)} %` : written(x)),
  };
}

// Three digits that count, and powers of ten where zeros would be counted.
function written(x) {
  const size = Math.abs(x);
  if (size >= 1e-3 || x === 0) return plain(size >= 100 ? x.toFixed(0) : x.toPrecision(3));
  const [digits, power] = x.toExponential(2).split("e");
  return `${plain(digits)} × 10${[...String(Number(power))].map((c) => SUPERSCRIPT[c]).join("")}`;
}

function plain(digits) {
  return String(Number(digits)).replace("-", "−");
}

const SUPERSCRIPT = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };
