#pragma once

#include <QByteArray>

namespace pilothouse {

class Router;

/// resources/openapi/openapi.json: all routes and shapes of the server, OpenAPI 3.1. A test holds
/// it against the router, so that a new route needs its lines there.
QByteArray openApiDocument();

/// GET /openapi.json, and / that leads to the web interface.
void addDocRoutes(Router &router);

} // namespace pilothouse
