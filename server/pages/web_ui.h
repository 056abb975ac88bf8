#pragma once

namespace pilothouse {

class Router;

/// The pages and what they load, made from resources/web/ui and resources/vendor by
/// scripts/bundle-page: /ui/ (everything), /chat (the conversation alone), /computer (conversation
/// and desktop), /vnc.html (the desktop alone).
void addWebUi(Router &router);

} // namespace pilothouse
