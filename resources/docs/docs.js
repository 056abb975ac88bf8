// Shows our own document, and asks nobody else: no validator, no other URL from the query.
SwaggerUIBundle({
    url: new URL("../openapi.json", document.currentScript.src).href,
    dom_id: "#viewer",
    deepLinking: true,
    validatorUrl: null,
    queryConfigEnabled: false,
    // As the pages do: the cookie alone opens nothing (resources/web/auth/page_key.js).
    requestInterceptor: (request) => {
        const key = localStorage.getItem("pilothouse.key");
        if (key && new URL(request.url, location.href).origin === location.origin)
            request.headers["X-Pilothouse-Key"] = key;
        return request;
    },
});
