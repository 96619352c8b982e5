// Uploads a chosen file in its own request: over the circuit a large file would take minutes and block everything else.
export function attach(input, server) {
  let request = null;
  const send = () => {
    const file = input.files[0];
    if (!file) return;
    request?.abort();
    if (file.size > Number(input.dataset.most)) {
      // Not sent: the answer of a server that refuses a body before reading it may get lost.
      request = null;
      input.value = "";
      server.invokeMethodAsync("TooLarge", file.name).catch(() => {});
      return;
    }
    const mine = request = new XMLHttpRequest();
    let told = 0;
    const tell = (method, ...values) => { if (request === mine) server.invokeMethodAsync(method, ...values).catch(() => {}); };
    mine.upload.onprogress = (event) => {
      const now = performance.now();
      if (now - told < 250) return;
      told = now;
      tell("Sending", file.name, event.loaded, event.lengthComputable ? event.total : file.size);
    };
    mine.onload = () => {
      let answer = null;
      try { answer = JSON.parse(mine.responseText); } catch { /* an HTML page instead of JSON: the sign-in page, or a proxy's */ }
      if (mine.status === 200 && answer?.id) tell("Sent", answer.id);
      else if (answer?.message) tell("Failed", answer.message);
      else if (mine.responseURL.includes("/sign-in")) tell("NotSent", "signed-out", mine.status);
      else tell("NotSent", "refused", mine.status);
    };
    mine.onerror = () => tell("NotSent", "lost", 0);
    mine.open("POST", input.dataset.upload);
    mine.setRequestHeader("Content-Type", "text/csv");
    mine.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    mine.setRequestHeader("RequestVerificationToken", input.closest(".f").querySelector('input[name="__RequestVerificationToken"]')?.value ?? "");
    mine.send(file);
    input.value = ""; // so that the same file can be chosen again after it is corrected
    tell("Sending", file.name, 0, file.size);
  };
  // The input covers the box, so the browser itself takes what is dropped; only the highlight is ours.
  const over = (event) => input.parentElement.toggleAttribute("data-over", event.type === "dragenter" || event.type === "dragover");
  const drags = ["dragenter", "dragover", "dragleave", "drop"];
  for (const drag of drags) input.addEventListener(drag, over);
  input.addEventListener("change", send);
  if (input.files.length > 0) send(); // chosen before the circuit was ready
  return { detach: () => { request?.abort(); input.removeEventListener("change", send); for (const drag of drags) input.removeEventListener(drag, over); } };
}
