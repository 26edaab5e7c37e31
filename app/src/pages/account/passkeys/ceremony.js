(() => {
  const form = document.querySelector("form[data-asks]");
  const again = form.querySelector("button");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const say = (what) => form.querySelectorAll("[data-says]").forEach((words) => { words.hidden = words.dataset.says !== what; });
  const parts = ["attestationObject", "authenticatorData", "clientDataJSON", "signature", "userHandle"];

  const ask = async () => {
    again.hidden = true;
    say("waits");
    try {
      const { publicKey } = JSON.parse(form.dataset.asks);
      publicKey.challenge = bytes(publicKey.challenge);
      for (const known of publicKey.excludeCredentials || []) known.id = bytes(known.id);
      const isNew = !!publicKey.user;
      if (isNew) publicKey.user.id = bytes(publicKey.user.id);
      const made = await navigator.credentials[isNew ? "create" : "get"]({ publicKey });
      const response = {};
      for (const part of parts) if (made.response[part]) response[part] = text(made.response[part]);
      form.elements.answer.value = JSON.stringify({ id: made.id, rawId: text(made.rawId), type: made.type, response });
      form.submit();
    } catch (error) {
      say(form.querySelector(`[data-says="${error.name}"]`) ? error.name : "failed");
      again.hidden = false;
      again.focus();
    }
  };

  if (!window.PublicKeyCredential) return say("unknown");
  again.addEventListener("click", ask);
  ask();
})();
