// A button in each figure's toolbar, and the menu that it opens: the figure as a picture, or its data.
//
// A figure of our own asks for the menu by an event: "save-figure", with its parts, its description,
// its name and a function that returns its rows.

const SCALE = 3; // pixels of a PNG for each on the screen
const FRAME = "[data-testid=stFullScreenFrame]";

function offerToSave(root) {
  const menu = createMenu(root);
  const listening = new AbortController();
  const on = (name, react) => document.addEventListener(name, (event) => {
    if (root.isConnected) react(event);
    else listening.abort();
  }, { capture: true, signal: listening.signal });

  // A toolbar is Streamlit's: it is filled when a hand or the keyboard comes to it.
  for (const coming of ["pointerover", "focusin"]) {
    on(coming, ({ target }) => addButton(target.closest?.(FRAME), menu));
  }
  on("save-figure", ({ detail }) => menu.open(detail));
}

function addButton(frame, menu) {
  const chart = frame?.querySelector("[data-testid=stVegaLiteChart]");
  const toolbar = frame?.querySelector("[data-testid=stElementToolbarButtonContainer]");
  if (!chart || !toolbar || toolbar.querySelector(".save-figure")) return;
  const theirs = toolbar.querySelector("[aria-label^='Download as PNG']");
  if (!theirs) return; // not drawn yet
  const place = theirs.closest("[data-testid=stElementToolbarButton]");
  const ours = place.cloneNode(true);
  ours.classList.add("save-figure");
  const button = ours.querySelector("button");
  button.setAttribute("aria-label", "Save figure");
  button.title = "Save figure";
  button.onclick = () => menu.open({
    parts: [chart],
    description: chart.getAttribute("aria-label") ?? "",
    ground: chart.querySelector("svg.marks").style.backgroundColor,
    rows: () => rowsDrawn(chart),
  });
  place.style.display = "none"; // ours does what it does
  toolbar.append(ours);
}

// The question that the figure answers: its block's, or the page's.
function titleOf(figure) {
  const words = blockOf(figure)?.querySelector("summary p")
    ?? document.querySelector("[data-testid=stMain] h1");
  return words?.textContent.trim() ?? document.title;
}

// The page, the block on it, and which of its figures it is.
function nameOf(figure) {
  const block = blockOf(figure);
  const [, key] = /st-key-(\S+)/.exec(block?.closest("[class*=st-key-]")?.className) ?? [];
  const others = [...(block ?? document).querySelectorAll("[data-testid=stVegaLiteChart]")]
    .filter((each) => blockOf(each) === block);
  const place = others.length > 1 && others.indexOf(figure) + 1;
  const page = location.pathname.split("/").pop() || "home";
  return [page, key, place].filter(Boolean).join("-");
}

function blockOf(figure) {
  const host = figure.getRootNode().host ?? figure;
  return host.closest("[data-testid=stExpander]");
}

function createMenu(root) {
  const dialog = add(root, "dialog");
  const heading = add(dialog, "h2");
  const what = add(dialog, "p");
  const bare = document.createElement("input");
  const ways = add(dialog, "div", "ways");
  const close = document.createElement("button");
  let figure = null;
  heading.textContent = "Save figure";
  heading.id = "save-figure";
  dialog.setAttribute("aria-labelledby", heading.id);

  const label = add(dialog, "label");
  label.append(bare, "transparent background");
  bare.type = "checkbox";
  dialog.append(close);
  close.textContent = "Close";
  close.onclick = () => dialog.close();
  dialog.onclick = (event) => {
    event.stopPropagation(); // Streamlit takes the boxes' clicks for its own
    if (event.target === dialog) dialog.close(); // beside the menu
  };

  const picture = () => pictureOf({ ...figure, ground: bare.checked ? null : figure.ground });
  addWay("PNG", "png", async () => pngFile(await picture(), SCALE));
  addWay("SVG", "svg", async () => svgFile(await picture()));
  addWay("Data as CSV", "csv", async () => csvFile(figure.rows()));

  function addWay(name, ending, file) {
    const button = add(ways, "button");
    button.textContent = name;
    button.onclick = async () => {
      download(await file(), `${figure.name}.${ending}`);
      dialog.close();
    };
  }

  return {
    open(asked) {
      figure = { title: titleOf(asked.parts[0]), name: nameOf(asked.parts[0]), ...asked };
      figure.ground ??= getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor;
      what.textContent = figure.title;
      dialog.showModal();
    },
  };
}

function download(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
