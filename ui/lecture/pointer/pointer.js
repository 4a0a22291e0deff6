// Next and back through the steps of a lecture.
//
// data: { step, last, isOnPath, code }
// sends: state "asked": { step, number }, the step that was asked for last, and when.

export default function ({ data: [data], parentElement, setStateValue }) {
  instanceAt(parentElement, createPointer).update(data, setStateValue);
}

const WAYS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

// What one writes in; there a click, or the first letter, takes the arrow keys.
const TEXT = `input:not([type=range], [type=radio], [type=checkbox], [type=button]), textarea,
  [contenteditable=true]`;
// What arrow keys move; there Enter takes them, and gives them back.
const CONTROL = "[role=slider], input[type=range], input[type=radio], [role=radio], [role=tab]";
// What is over all else, and takes the arrow keys while it is open.
const OVER_ALL = "[role=listbox], [role=option], [role=menu], [role=menu] *, [role=dialog] *";

// The control that was entered on purpose: it has the arrow keys until it is left.
let entered = null;

function createPointer(parent) {
  const root = add(parent, "div", "pointer");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Steps of the lecture");
  const room = add(root, "span", "room");
  const back = add(root, "button");
  const where = add(root, "span");
  const next = add(root, "button");
  where.setAttribute("aria-live", "polite");
  back.textContent = "‹ back";
  next.textContent = "next ›";

  let send = () => {};
  let step = null;
  let last = 0;
  let isOnPath = true;
  let sentAt = -Infinity;

  function update(data, setStateValue) {
    send = (to) => root.isConnected && setStateValue("asked", { step: to, number: Date.now() });
    last = data.last;
    isOnPath = data.isOnPath;
    room.textContent = data.code ? `Room ${data.code}` : "";
    // An answer to the first of two quick turns is no reason to forget the second.
    if (data.step === step || performance.now() - sentAt > 1500) moveTo(data.step);
  }

  function moveTo(to) {
    step = to;
    where.textContent = isOnPath ? `${step + 1} of ${last + 1}` : "aside";
  }

  function turn(way) {
    const to = isOnPath || way > 0 ? step + way : step; // from an aside, back to where it began
    if (to < 0 || to > last) return;
    sentAt = performance.now();
    isOnPath = true;
    moveTo(to);
    send(to);
  }

  back.onclick = () => turn(-1);
  next.onclick = () => turn(1);

  const listening = new AbortController();
  // Before all others, so that no control takes the keys for its own.
  const on = (name, react) => document.addEventListener(name, (event) => {
    if (root.isConnected) react(event);
    else listening.abort();
  }, { capture: true, signal: listening.signal });

  on("pointerdown", (event) => {
    const at = event.composedPath()[0];
    entered = at.matches?.(TEXT) ? at : null;
  });
  on("keydown", (event) => {
    const at = event.composedPath()[0];
    const isText = at.matches?.(TEXT);
    if (entered && entered !== at) entered = null;
    if (event.key === "Escape") entered = null;
    else if (event.key === "Enter" && isText) {
      entered = null;
      setTimeout(() => at.blur()); // when the text has been taken
    } else if (event.key === "Enter" && at.matches?.(CONTROL)) {
      entered = entered ? null : at;
    } else if (isText && event.key.length === 1) entered = at;

    const way = WAYS[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const isArrow = event.key.startsWith("Arrow");
    if (isArrow && (entered || at.matches?.(OVER_ALL))) return;
    if (entered && !isText) return; // in a slider all four keys move
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isText) at.blur(); // what was typed counts
    turn(way);
  });

  return { update };
}
