// Passkeys: the forms of sign-in and of one's own passkeys hand a challenge to the device and send back what it signed.
// Without this script, or in a browser without passkeys, both forms stay hidden and everything else works.
"use strict";

(() => {
  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), letter => letter.charCodeAt(0));
  const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const described = list => (list || []).map(each => ({ ...each, id: bytes(each.id) }));

  const signed = credential => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    return JSON.stringify({
      id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {},
    });
  };

  const create = options => navigator.credentials.create({
    publicKey: {
      ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: described(options.excludeCredentials),
    },
  });

  const get = options => navigator.credentials.get({
    publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: described(options.allowCredentials) },
  });

  const challenge = async form => {
    const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
    const answer = await fetch(form.dataset.options, { method: "POST", headers });
    if (!answer.ok) throw new Error(`The portal answered ${answer.status}.`);
    return (await answer.json()).publicKey;
  };

  const ask = async form => {
    const made = document.getElementById("passkey-options");
    return made ? create(JSON.parse(made.textContent).publicKey) : get(await challenge(form));
  };

  const submitted = async event => {
    const form = event.target;
    event.preventDefault();
    const told = form.querySelector("[role=status]");
    told.textContent = "Follow what your device asks.";
    try {
      form.elements.credential.value = signed(await ask(form));
      form.submit();
    } catch (problem) {
      told.textContent = problem.name === "InvalidStateError"
        ? "This device holds a passkey of yours already."
        : "No passkey was used. Try again, or sign in with password and code.";
    }
  };

  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form.passkey")) {
    form.hidden = false;
    form.addEventListener("submit", submitted);
  }
})();
