import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Validator } from "@seriousme/openapi-schema-validator";

const text = await readFile(process.env.PILOTHOUSE_OPENAPI, "utf8");

const validator = new Validator();
const result = await validator.validate(JSON.parse(text));
assert.ok(result.valid, JSON.stringify(result.errors, null, 2));
assert.equal(validator.version, "3.1");

// What the schema cannot say: ids are unique, and each {name} of a path has its parameter.
const document = JSON.parse(text);
const resolve = (item) =>
    item.$ref ? item.$ref.split("/").slice(1).reduce((at, key) => at[key], document) : item;
const ids = new Set();
for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item)) {
        if (method === "parameters") continue;
        assert.ok(!ids.has(operation.operationId), `${operation.operationId} is there twice`);
        ids.add(operation.operationId);
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
        const inPath = parameters.map(resolve).filter((each) => each.in === "path");
        const names = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]);
        assert.deepEqual(inPath.map((each) => each.name).sort(), names.sort(), `${method} ${path}`);
    }
}
