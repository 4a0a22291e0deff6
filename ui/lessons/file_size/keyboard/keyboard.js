// A keyboard of 26 letters and the space.
//
// data: { turn, missed }: the number of guesses so far, and the letters that were wrong here
// sends: trigger "guess", { letter, turn }

export default function ({ data: [data], parentElement, setTriggerValue }) {
  instanceAt(parentElement, createKeyboard).update(data, setTriggerValue);
}

const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm", " "];
const PATIENCE = 3000; // milliseconds until a guess that was not answered is given up

function createKeyboard(parent) {
  const root = add(parent, "div", "keyboard");
  root.setAttribute("role", "group");
  root.setAttribute("aria-label", "Guess the next letter: press a button, or type");
  const keys = new Map();
  for (const row of ROWS) {
    const line = add(root, "div", "row");
    for (const letter of row) {
      const key = add(line, "button");
      key.type = "button";
      key.textContent = letter === " " ? "space" : letter;
      key.onclick = () => guess(letter);
      keys.set(letter, key);
    }
  }

  let send = () => {};
  let turn = -1;
  let missed = "";
  let askedAt = -Infinity; // of the guess that is not yet answered
  let waiting = []; // letters typed since

  function update(data, setTriggerValue) {
    send = setTriggerValue;
    if (data.turn === turn && data.missed === missed) return;
    turn = data.turn;
    missed = data.missed;
    askedAt = -Infinity;
    for (const [letter, key] of keys) key.setAttribute("aria-disabled", missed.includes(letter));
    const next = waiting.shift();
    if (next !== undefined) guess(next);
  }

  function guess(letter) {
    if (performance.now() - askedAt < PATIENCE) {
      waiting.push(letter);
      return;
    }
    if (missed.includes(letter)) {
      const next = waiting.shift();
      if (next !== undefined) guess(next);
      return;
    }
    askedAt = performance.now();
    send("guess", { letter, turn });
  }

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // The space bar guesses the space, whichever button has the focus.
    const letter = event.key.toLowerCase();
    if (!keys.has(letter)) return;
    event.preventDefault();
    event.stopPropagation();
    guess(letter);
  });
  // A button is pressed when the space bar is let go.
  root.addEventListener("keyup", (event) => event.key === " " && event.preventDefault());

  return { update };
}
