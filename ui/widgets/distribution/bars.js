// Bars that are dragged: one slot an outcome, in it one bar a series (p, or p and q).
//
// data: { series: [{ symbol, colour, values, seen }], names: [text], height: px at 16 px a rem }
// sends: state "s0" and "s1", the values of a series after a pull.

export default function ({ data: [data], parentElement, setStateValue }) {
  instanceAt(parentElement, createChart).update(data, setStateValue);
}

function createChart(parent) {
  const root = add(parent, "div", "chart");
  root.setAttribute("role", "group");
  const legend = add(root, "div", "legend");
  const plot = add(root, "div", "plot");
  const guides = [1, 0.5, 0].map((share) => {
    const line = add(plot, "div", "guide");
    line.style.bottom = `${share * 100}%`;
    return { share, label: add(line, "span") };
  });
  const slots = add(plot, "div", "slots");

  let series = []; // { symbol, colour, values, line, bars }
  let names = [];
  let ceiling = 1;
  let digits = 3; // of the number over each bar
  let drag = null; // { bar, from }: what is pulled, and all values before the pull

  // ---- from the server ----------------------------------------------------------------

  function update(data, setStateValue) {
    build(data);
    root.style.setProperty("--height", `${data.height / 16}rem`);
    names = data.names;
    data.series.forEach((given, s) => {
      const mine = series[s];
      mine.line.connect((message) => root.isConnected && setStateValue(`s${s}`, message));
      mine.symbol = given.symbol;
      root.style.setProperty(`--colour-${s}`, given.colour);
      const pulling = drag && drag.bar.s === s;
      if (!pulling && mine.line.isAnswered(given.seen)) mine.values = given.values;
    });
    if (!drag) ceiling = ceilingFor(series);
    fit();
    draw();
  }

  // Makes or removes elements only where their number changed, so that the focus stays.
  function build(data) {
    data.series.forEach((given, s) => {
      series[s] ??= { line: createLine(), values: given.values, bars: [] };
      legend.children[s] ?? add(legend, "span", `series-${s}`);
    });
    root.classList.toggle("single", series.length === 1);
    root.setAttribute("aria-label", `Bars of ${data.series.map((one) => one.symbol).join(" and ")}`);
    const n = data.series[0].values.length;
    if (n === slots.children.length) return;
    if (drag) endDrag(drag.bar);
    while (slots.children.length > n) slots.lastChild.remove();
    series.forEach((one, s) => {
      one.values = data.series[s].values;
      one.bars.length = Math.min(one.bars.length, n);
    });
    for (let i = slots.children.length; i < n; i++) {
      const slot = add(slots, "div", "slot");
      series.forEach((one, s) => (one.bars[i] = createBar(slot, s, i)));
      add(slot, "div", "name");
    }
  }

  function createBar(slot, s, i) {
    const bar = add(slot, "div", `bar series-${s}`);
    Object.assign(bar, { s, i, tabIndex: 0 });
    bar.setAttribute("role", "slider");
    bar.setAttribute("aria-orientation", "vertical");
    bar.setAttribute("aria-valuemin", 0);
    bar.setAttribute("aria-valuemax", 1);
    bar.fill = add(bar, "div", "fill");
    bar.number = add(bar.fill, "div", "number");
    bar.onpointerdown = (event) => startDrag(bar, event);
    bar.onpointermove = (event) => moveDrag(bar, event);
    bar.onpointerup = bar.onpointercancel = bar.onlostpointercapture = () => endDrag(bar);
    bar.onkeydown = (event) => pressKey(bar, event);
    return bar;
  }

  // ---- to the server ------------------------------------------------------------------

  function pull(bar, from, value) {
    const one = series[bar.s];
    one.values = pulled(from, bar.i, value);
    draw();
    one.line.push(one.values);
  }

  function startDrag(bar, event) {
    if (event.button !== 0 || drag) return;
    settleOthers(bar);
    bar.setPointerCapture(event.pointerId);
    drag = { bar, from: series[bar.s].values };
    root.classList.add("dragging");
    bar.classList.add("held");
    moveDrag(bar, event);
  }

  function moveDrag(bar, event) {
    if (drag?.bar !== bar) return;
    const box = bar.getBoundingClientRect();
    const step = ceiling / 100;
    const raw = ((box.bottom - event.clientY) / box.height) * ceiling;
    const value = clamp(Math.round(raw / step) * step, 0, ceiling);
    if (value !== series[bar.s].values[bar.i]) pull(bar, drag.from, value);
  }

  function endDrag(bar) {
    if (drag?.bar !== bar) return;
    drag = null;
    root.classList.remove("dragging");
    bar.classList.remove("held");
    series[bar.s].line.settle();
    ceiling = ceilingFor(series);
    draw();
  }

  function pressKey(bar, event) {
    const values = series[bar.s].values;
    const value = afterKey(event, values[bar.i]);
    if (value === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation(); // the app has shortcuts of its own
    settleOthers(bar);
    pull(bar, values, value);
    series[bar.s].line.settleSoon();
    ceiling = ceilingFor(series);
    draw();
  }

  function settleOthers(bar) {
    series.forEach((one, s) => s !== bar.s && one.line.settle());
  }

  // ---- on the screen ------------------------------------------------------------------

  function draw() {
    for (const { share, label } of guides) label.textContent = String(share * ceiling);
    series.forEach((one, s) => {
      legend.children[s].textContent = one.symbol;
      one.bars.forEach((bar, i) => {
        const value = one.values[i];
        bar.style.setProperty("--share", Math.min(value / ceiling, 1));
        bar.classList.toggle("low", value < ceiling / 15); // no room for the grip
        bar.number.textContent = short(value, digits);
        bar.setAttribute("aria-label", `${one.symbol}, outcome ${names[i]}`);
        bar.setAttribute("aria-valuenow", decimal(value));
        bar.setAttribute("aria-valuetext", spoken(value));
      });
    });
  }

  // Numbers and names are shown where they have room; the bar in hand always says its number.
  function fit() {
    const em = parseFloat(getComputedStyle(root).fontSize);
    const slot = Math.max(slots.clientWidth / names.length / em, 0.01);
    const bar = slot / series.length;
    digits = bar > 1.5 && bar < 2.5 ? 2 : 3;
    root.classList.toggle("narrow", bar < 3.5);
    root.classList.toggle("thin", bar < 0.9);
    root.classList.toggle("no-numbers", bar < 1.5);
    const longest = Math.max(...names.map((name) => name.length));
    const every = Math.ceil((longest * 0.5 + 0.2) / slot);
    [...slots.children].forEach((one, i) => {
      one.lastChild.textContent = names[i];
      one.classList.toggle("unnamed", i % every !== 0);
    });
  }

  new ResizeObserver(() => {
    fit();
    draw();
  }).observe(slots);

  return { update };
}

// The other values keep their proportions; where they are all 0 they share equally.
function pulled(values, at, value) {
  const others = values.reduce((sum, x, i) => (i === at ? sum : sum + x), 0);
  return values.map((x, i) => {
    if (i === at) return value;
    return others > 0 ? (x * (1 - value)) / others : (1 - value) / (values.length - 1);
  });
}

// More outcomes, smaller probabilities, so a finer scale; but never less than the largest bar.
function ceilingFor(series) {
  const n = series[0].values.length;
  const largest = Math.max(...series.flatMap((one) => one.values));
  const fine = n > 32 ? 0.1 : n > 12 ? 0.2 : n > 6 ? 0.5 : 1;
  return [0.1, 0.2, 0.5, 1].find((step) => step >= fine && step >= largest) ?? 1;
}

// The value after a key, or null where the key means nothing.
function afterKey(event, value) {
  const big = event.shiftKey ? 0.1 : 0.01;
  const change = {
    ArrowUp: big,
    ArrowRight: big,
    ArrowDown: -big,
    ArrowLeft: -big,
    PageUp: 0.1,
    PageDown: -0.1,
    Home: -1,
    End: 1,
  }[event.key];
  if (change === undefined) return null;
  return clamp(Math.round((value + change) * 100) / 100, 0, 1);
}

// "0.125"; ".13" where there is little room; never 0 for what is not 0.
function short(value, digits) {
  const least = 10 ** -digits;
  if (value > 0 && value < least / 2) return `<${least.toFixed(digits).slice(1)}`;
  const text = value.toFixed(digits);
  return digits === 2 ? text.replace(/^0\./, ".") : text;
}

function spoken(value) {
  return value > 0 && value < 0.0005 ? value.toPrecision(2) : value.toFixed(3);
}
