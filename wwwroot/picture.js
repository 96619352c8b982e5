// Makes a chosen, dropped or pasted picture smaller and sends it in its own request: a photo of 12 MB is sent as some hundred KB.
const scales = /^image\/(jpeg|png|webp)$/;

// One that moves is sent as it is, so that the server says why it is not taken, instead of its first frame being taken without a word.
async function moves(file) {
  const bytes = new Uint8Array(await file.slice(0, 65536).arrayBuffer());
  const text = new TextDecoder("latin1").decode(bytes);
  return text.startsWith("RIFF") ? text.startsWith("VP8X", 12) && (bytes[20] & 2) !== 0 : text.includes("acTL");
}

async function smaller(file, side) {
  if (!scales.test(file.type) || await moves(file)) return file;
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // damaged, or too large for this browser: the server says what is wrong with it
  }
  try {
    const factor = Math.min(1, side / Math.max(picture.width, picture.height));
    if (factor === 1 && file.size < 500_000) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * factor));
    canvas.height = Math.max(1, Math.round(picture.height * factor));
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => canvas.toBlob(done, file.type === "image/jpeg" ? "image/jpeg" : "image/webp", 0.92));
    return made && made.size < file.size ? made : file;
  } finally {
    picture.close();
  }
}

export function attach(input, server) {
  let request = null;
  let turn = 0;
  const take = async (file) => {
    request?.abort();
    const mine = ++turn;
    const tell = (method, ...values) => { if (turn === mine) server.invokeMethodAsync(method, ...values).catch(() => {}); };
    tell("Sending", 0, 0);
    const body = await smaller(file, Number(input.dataset.side)).catch(() => file);
    if (turn !== mine) return;
    if (body.size > Number(input.dataset.most)) {
      // Not sent: the answer of a server that refuses a body before reading it may get lost.
      tell("NotSent", "large", 0);
      return;
    }
    const sent = request = new XMLHttpRequest();
    let told = 0;
    sent.upload.onprogress = (event) => {
      const now = performance.now();
      if (now - told < 250) return;
      told = now;
      tell("Sending", event.loaded, event.lengthComputable ? event.total : body.size);
    };
    sent.onload = () => {
      let answer = null;
      try { answer = JSON.parse(sent.responseText); } catch { /* an HTML page instead of JSON: the sign-in page, or a proxy's */ }
      if (sent.status === 200 && answer?.id) tell("Sent", answer.id);
      else if (answer?.message) tell("Failed", answer.message);
      else if (sent.responseURL.includes("/sign-in")) tell("NotSent", "signed-out", sent.status);
      else tell("NotSent", "refused", sent.status);
    };
    sent.onerror = () => tell("NotSent", "lost", 0);
    sent.open("POST", input.dataset.upload);
    sent.setRequestHeader("Content-Type", "application/octet-stream");
    sent.setRequestHeader("RequestVerificationToken", input.closest(".f").querySelector('input[name="__RequestVerificationToken"]')?.value ?? "");
    sent.send(body);
    tell("Sending", 0, body.size);
  };
  const chosen = () => {
    const file = input.files[0];
    input.value = ""; // so that the same file can be chosen again
    if (file) take(file);
  };
  // Anywhere on the page, unless a text is pasted into a field: a picture is no text.
  const pasted = (event) => {
    const file = [...(event.clipboardData?.files ?? [])].find((one) => one.type.startsWith("image/"));
    if (!file || input.disabled || (event.target.closest?.("input:not([type=file]), textarea") && event.clipboardData.types.includes("text/plain"))) return;
    event.preventDefault();
    take(file);
  };
  // The input covers the box, so the browser itself takes what is dropped; only the highlight is ours.
  const over = (event) => input.parentElement.toggleAttribute("data-over", event.type === "dragenter" || event.type === "dragover");
  const drags = ["dragenter", "dragover", "dragleave", "drop"];
  for (const drag of drags) input.addEventListener(drag, over);
  input.addEventListener("change", chosen);
  document.addEventListener("paste", pasted);
  if (input.files.length > 0) chosen(); // before the circuit was ready
  return {
    detach: () => {
      turn++;
      request?.abort();
      input.removeEventListener("change", chosen);
      document.removeEventListener("paste", pasted);
      for (const drag of drags) input.removeEventListener(drag, over);
    },
  };
}
