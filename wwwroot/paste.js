// Uploads pasted lines in a request of their own: 100,000 of them are more than a circuit accepts in one message.
export function attach(area, button, server) {
  let request = null;
  const send = () => {
    const text = area.value;
    request?.abort();
    if (new Blob([text]).size > Number(area.dataset.most)) {
      server.invokeMethodAsync("NotSent", "large", 0).catch(() => {});
      return;
    }
    const mine = request = new XMLHttpRequest();
    const tell = (method, ...values) => { if (request === mine) server.invokeMethodAsync(method, ...values).catch(() => {}); };
    mine.onload = () => {
      let answer = null;
      try { answer = JSON.parse(mine.responseText); } catch { /* an HTML page instead of JSON: the sign-in page, or a proxy's */ }
      if (mine.status === 200 && answer?.id) tell("Sent", answer.id);
      else if (answer?.message) tell("Failed", answer.message);
      else if (mine.responseURL.includes("/sign-in")) tell("NotSent", "signed-out", mine.status);
      else tell("NotSent", "refused", mine.status);
    };
    mine.onerror = () => tell("NotSent", "lost", 0);
    mine.open("POST", area.dataset.url);
    mine.setRequestHeader("Content-Type", "text/plain;charset=utf-8");
    mine.setRequestHeader("RequestVerificationToken", area.parentElement.querySelector('input[name="__RequestVerificationToken"]')?.value ?? "");
    mine.send(text);
    server.invokeMethodAsync("Sending").catch(() => {});
  };
  button.addEventListener("click", send);
  return { detach: () => { request?.abort(); button.removeEventListener("click", send); } };
}
