// Asks how far an import is and goes on to its next page; without it a link does the same by hand.
// <div data-poll="address of the state"> with [data-poll-words] and [data-poll-seconds] inside.

const PAUSE = 1000;

for (const box of document.querySelectorAll("[data-poll]")) {
  const words = box.querySelector("[data-poll-words]");
  const seconds = box.querySelector("[data-poll-seconds]");
  const ask = async () => {
    try {
      const answer = await fetch(box.dataset.poll, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return location.reload();
      const said = await answer.json();
      if (!said.goes_on) return location.assign(said.address);
      if (words.textContent !== said.words) words.textContent = said.words;
      seconds.textContent = said.seconds;
    } catch {
      // The network is away for a moment: the work goes on without this page.
    }
    setTimeout(ask, PAUSE);
  };
  setTimeout(ask, PAUSE);
}
