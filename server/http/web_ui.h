#pragma once

namespace pilothouse {

class Router;

/// The page at /ui/ and what it loads, from resources/web/ui; / leads to it.
void addWebUi(Router &router);

} // namespace pilothouse
