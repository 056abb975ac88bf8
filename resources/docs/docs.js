// Shows our own document, and asks nobody else: no validator, no other URL from the query.
SwaggerUIBundle({
    url: new URL("../openapi.json", document.currentScript.src).href,
    dom_id: "#viewer",
    deepLinking: true,
    validatorUrl: null,
    queryConfigEnabled: false,
});
