#pragma once

namespace pilothouse {

class Router;

/// GET /docs: the OpenAPI document for people, in Swagger UI from resources/vendor. Everything
/// comes from the program itself.
void addDocsPage(Router &router);

} // namespace pilothouse
