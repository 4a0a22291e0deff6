// Tells the server at which step the race stands still. It is an element of its own, since an
// element that reports is sent again, and the race is large.
//
// sends: state "step"

export default function ({ parentElement, setStateValue }) {
  instanceAt(parentElement, createReporter).connect(setStateValue);
}

function createReporter(parent) {
  const root = add(parent, "div");
  let send = () => {};

  document.addEventListener("race-stopped", function report({ detail: step }) {
    if (root.isConnected) send("step", step);
    else document.removeEventListener("race-stopped", report);
  });

  return {
    connect(to) {
      send = to;
    },
  };
}
