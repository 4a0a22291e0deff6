// What Python sent, unpacked: see race_view.py for what each part holds.

// Returns the race, with the pictures of the plane of each model in `pixels`: per snapshot the
// cells from the bottom left, each its class times 16 plus its level of confidence.
async function unpackRace({ race, cells }) {
  const [text, ...packed] = await Promise.all([race, ...cells].map(inflate));
  const unpacked = JSON.parse(new TextDecoder().decode(text));
  unpacked.pixels = packed.map((changes) => {
    const size = unpacked.plane.side ** 2;
    for (let i = size; i < changes.length; i++) changes[i] += changes[i - size]; // modulo 256
    return changes;
  });
  return unpacked;
}

async function inflate(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// The place of the last of the rising `steps` up to `step`; −1 where all are later.
function lastUpTo(steps, step) {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] <= step) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

// The place of the snapshot that a model shows at a step: its first one until it begins.
function placeAt(racer, step) {
  return Math.max(lastUpTo(racer.steps, step), 0);
}
