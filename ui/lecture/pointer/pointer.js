// Next and back through the steps of a lecture.
//
// data: { step, last }
// sends: trigger "step", the number of the step that is asked for.

export default function ({ data, parentElement, setTriggerValue }) {
  instanceAt(parentElement, createPointer).update(data, setTriggerValue);
}

// Where these keys have a meaning of their own.
const TAKEN = `input, textarea, select, [contenteditable=true], [role=slider], [role=radio],
  [role=tab], [role=listbox], [role=option], [role=combobox], [role=menu], [role=spinbutton],
  [role=dialog], [role=dialog] *`;
const WAYS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

function createPointer(parent) {
  const root = add(parent, "div", "pointer");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Steps of the lecture");
  const back = add(root, "button");
  const where = add(root, "span");
  const next = add(root, "button");
  where.setAttribute("aria-live", "polite");
  back.textContent = "‹ back";
  next.textContent = "next ›";

  let send = () => {};
  let step = null;
  let last = 0;
  let sentAt = -Infinity;

  function update(data, setTriggerValue) {
    send = (to) => root.isConnected && setTriggerValue("step", to);
    last = data.last;
    // An answer to the first of two quick turns is no reason to forget the second.
    if (data.step === step || performance.now() - sentAt > 1500) moveTo(data.step);
    show(step);
  }

  function moveTo(to) {
    if (to === 0 && step !== null) document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
    step = to;
    where.textContent = `${step} of ${last}`;
  }

  function turn(way) {
    const to = step + way;
    if (to >= 0 && to <= last) {
      sentAt = performance.now();
      moveTo(to);
    }
    send(to);
  }

  back.onclick = () => turn(-1);
  next.onclick = () => turn(1);

  document.addEventListener("keydown", function onKey(event) {
    if (!root.isConnected) {
      document.removeEventListener("keydown", onKey);
      return;
    }
    const way = WAYS[event.key];
    if (!way || event.defaultPrevented) return;
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.composedPath()[0].matches?.(TAKEN)) return;
    event.preventDefault();
    turn(way);
  });

  return { update };
}

// Brings the words of the step into sight, below the figure; they may come a little later, and a
// formula or a figure among them grows then.
const seen = { words: null };

function show(step, patience = 40) {
  const words = step ? document.querySelector(`.st-key-lecture_step_${step}`) : null;
  if (words && words !== seen.words) {
    const grown = new ResizeObserver(() => words.scrollIntoView({ block: "end" }));
    grown.observe(words);
    setTimeout(() => grown.disconnect(), 1500);
  }
  seen.words = words;
  if (step && !words && patience) setTimeout(show, 50, step, patience - 1);
}
