// What the live controls share; it stands before the script of each.

// The control that lives in `parent`, made at the first call. There is no clean-up to return:
// Streamlit also calls it, between two quick updates, for a control that stays on the screen; and
// one that has left the screen holds nothing.
const instances = new WeakMap();

function instanceAt(parent, create) {
  if (!instances.has(parent)) instances.set(parent, create(parent));
  return instances.get(parent);
}

// Sends the first value at once, then at most one every 60 ms, and always the last one; the last is
// marked as settled: only that one becomes the text and the link, so a drag is one step of *back*.
// The number sent along comes back with the server's answers; an answer to an older one is stale.
function createLine() {
  let send = () => {};
  let number = 0;
  let sentAt = -Infinity;
  let last; // the value pushed last
  let isNew = false; // it was not sent yet
  let isOpen = false; // it was not settled yet
  let pause = 0;
  let rest = 0;

  function flush() {
    pause = 0;
    if (!isNew) return;
    post(false);
    pause = setTimeout(flush, 60);
  }

  function post(settled) {
    isNew = false;
    sentAt = performance.now();
    send({ number: ++number, value: last, settled });
  }

  function settle() {
    clearTimeout(rest);
    if (!isOpen) return;
    isOpen = false;
    post(true);
  }

  return {
    push(value) {
      clearTimeout(rest);
      last = value;
      isNew = isOpen = true;
      if (!pause) flush();
    },
    settle,
    // For keys, which have no end of their own.
    settleSoon() {
      clearTimeout(rest);
      rest = setTimeout(settle, 300);
    },
    connect(to) {
      send = to;
    },
    // True when an answer knows all that was sent. A server that was started again has no memory
    // of it, so after two seconds any answer counts.
    isAnswered(seen) {
      if (isOpen) return false;
      if (seen < number && performance.now() - sentAt < 2000) return false;
      number = seen;
      return true;
    },
  };
}

// A number as attributes want it: without a power of ten.
function decimal(x) {
  return x.toFixed(15).replace(/\.?0+$/, "");
}

function clamp(x, low, high) {
  return Math.min(Math.max(x, low), high);
}

function add(parent, tag, className = "") {
  const element = document.createElement(tag);
  element.className = className;
  return parent.appendChild(element);
}
