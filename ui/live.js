// What the live controls share: sending values at pace, knowing which answer is stale, and two
// words for every day. It stands before the script of each control.

// Sends the first value at once, then at most one every 60 ms, and always the last one.
// The number sent along comes back with the server's answers; an answer to an older number is stale.
function createLine(pause = 60) {
  let send = () => {};
  let number = 0;
  let sentAt = -Infinity;
  let timer = 0;
  let waiting = null;

  function flush() {
    clearTimeout(timer);
    timer = 0;
    if (waiting === null) return;
    sentAt = performance.now();
    send({ number: ++number, value: waiting });
    waiting = null;
    timer = setTimeout(flush, pause);
  }

  return {
    push(value) {
      waiting = value;
      if (!timer) flush();
    },
    flush,
    connect(to) {
      send = to;
    },
    // True when an answer knows all that was sent. A server that was started anew has no memory
    // of it, so after two seconds any answer counts.
    isAnswered(seen) {
      if (waiting !== null) return false;
      if (seen < number && performance.now() - sentAt < 2000) return false;
      number = seen;
      return true;
    },
  };
}

function clamp(x, low, high) {
  return Math.min(Math.max(x, low), high);
}

function add(parent, tag, className = "") {
  const element = document.createElement(tag);
  element.className = className;
  return parent.appendChild(element);
}
