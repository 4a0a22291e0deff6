// Tells the server that light and dark were switched; and, as it is on every page, gives a figure
// that is saved the name of its page, which Streamlit does not: "2026-11-26T10-15_chart.png".
//
// sends: trigger "switched".

export default function ({ parentElement, setTriggerValue }) {
  instanceAt(parentElement, createColorScheme).connect(setTriggerValue);
}

function createColorScheme(parent) {
  const root = add(parent, "div", "color_scheme");
  let send = () => {};
  root.addEventListener("transitionend", () => send("switched", true));
  document.addEventListener("click", function onClick(event) {
    if (!root.isConnected) document.removeEventListener("click", onClick, true);
    else if (event.target.download?.endsWith("_chart.png")) {
      const page = location.pathname.split("/").pop() || "home";
      event.target.download = `${page}-${event.target.download.replace("_chart", "")}`;
    }
  }, true);
  return {
    connect(to) {
      send = to;
    },
  };
}
