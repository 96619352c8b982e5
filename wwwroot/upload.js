// Sends a chosen file by a request of its own: over the circuit a large one would take minutes and hold everything else up.
export function attach(input, server) {
  let request = null;
  const send = () => {
    const file = input.files[0];
    if (!file) return;
    request?.abort();
    if (file.size > Number(input.dataset.most)) {
      // Not sent: a server that refuses a body before it has read it may be heard or not.
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
      try { answer = JSON.parse(mine.responseText); } catch { /* a page, not an answer: the sign-in page, or a proxy's */ }
      if (mine.status === 200 && answer?.id) tell("Sent", answer.id);
      else if (answer?.message) tell("Failed", answer.message);
      else if (mine.responseURL.includes("/sign-in")) tell("Failed", "Your session is over, so the file was not taken. Sign in again in another tab, then choose it again.");
      else tell("Failed", `The file was not taken (${mine.status}). Choose it again in a moment.`);
    };
    mine.onerror = () => tell("Failed", "The connection was lost while the file was on its way. Choose it again.");
    mine.open("POST", input.dataset.upload);
    mine.setRequestHeader("Content-Type", "text/csv");
    mine.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    mine.setRequestHeader("RequestVerificationToken", input.parentElement.querySelector('input[name="__RequestVerificationToken"]')?.value ?? "");
    mine.send(file);
    input.value = ""; // so that the same file can be chosen again after it was mended
    tell("Sending", file.name, 0, file.size);
  };
  input.addEventListener("change", send);
  if (input.files.length > 0) send(); // chosen before the circuit listened
  return { detach: () => { request?.abort(); input.removeEventListener("change", send); } };
}
