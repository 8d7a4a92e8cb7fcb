/* Checks a batch to its end without a click: asks for the next rows until all are done. */
const form = document.querySelector("form[data-checks]");

async function checkNext() {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { Accept: "application/json" },
  });
  if (!answer.ok) throw new Error(`The portal answered ${answer.status}.`);
  return answer.json();
}

function show({ done, total }) {
  document.getElementById("progress").value = done;
  document.getElementById("progress-text").textContent = `${done} of ${total}`;
}

async function checkAll() {
  form.hidden = true;
  try {
    for (let state = await checkNext(); !state.ready; state = await checkNext()) show(state);
    window.location.reload();
  } catch (problem) {
    document.getElementById("progress-text").textContent = `Stopped: ${problem.message} Press the button to go on.`;
    form.hidden = false;
  }
}

if (form) checkAll();
