// Passkeys. A form with data-js-passkey asks the browser for one before it is sent: “create” makes one, “get” proves one,
// with what the server put into #js_data; “login” fetches that first. Without a browser that knows passkeys, and
// without this script, such forms stay hidden where something else leads on.
(() => {
  if (!window.PublicKeyCredential) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const known = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));

  // What the browser answers, as JSON: every buffer of it in base64url.
  const asJson = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[name]) response[name] = text(credential.response[name]);
    return JSON.stringify({
      type: credential.type,
      id: credential.id,
      rawId: text(credential.rawId),
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  const create = (options, form) => {
    const isAlone = form.elements.passwordless?.checked;
    return navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: known(options.excludeCredentials),
        authenticatorSelection: {
          ...options.authenticatorSelection,
          residentKey: isAlone ? "required" : "discouraged",
          requireResidentKey: Boolean(isAlone),
          ...(isAlone ? { userVerification: "required" } : {}),
        },
      },
    });
  };
  const get = (options) =>
    navigator.credentials.get({
      publicKey: { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) },
    });

  const fetched = async (form) => {
    const response = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(response.status);
    return response.json();
  };

  document.querySelectorAll("[data-js-passkey]").forEach((form) => {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const problem = form.querySelector("[data-js-problem]");
      problem.hidden = true;
      try {
        const data =
          form.dataset.jsPasskey === "login"
            ? await fetched(form)
            : JSON.parse(document.getElementById("js_data").textContent);
        const credential = data.creation_options
          ? await create(data.creation_options.publicKey, form)
          : await get(data.request_options.publicKey);
        form.elements.credential.value = asJson(credential);
      } catch {
        problem.hidden = false; // the person gave up, or the device has none: nothing was sent
        return;
      }
      form.submit();
    });
  });
})();
