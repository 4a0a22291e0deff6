// Says that the server cannot be reached, as soon as the phone knows it, and takes it back.

const LOOK = 8_000; // milliseconds between two looks; a phone may be connected to nothing
const LOST = "No connection. An answer counts once it has its tick: wait until this line is gone.";

export default function ({ parentElement }) {
  instanceAt(parentElement, watchConnection);
}

function watchConnection(parent) {
  const line = add(parent, "div", "connection");
  line.setAttribute("role", "alert");
  const say = (isLost) => {
    const words = isLost ? LOST : "";
    if (line.textContent !== words) line.textContent = words;
  };
  const listening = new AbortController();
  let next = 0;

  async function look() {
    clearTimeout(next);
    if (!line.isConnected) {
      listening.abort();
      return;
    }
    const isThere = await fetch(new URL("_stcore/health", location.href), {
      cache: "no-store", signal: AbortSignal.timeout(LOOK),
    }).then((answer) => answer.ok, () => false);
    say(!isThere);
    clearTimeout(next);
    next = setTimeout(look, LOOK);
  }

  addEventListener("offline", () => say(true), { signal: listening.signal });
  addEventListener("online", look, { signal: listening.signal });
  setTimeout(look);
  return {};
}
