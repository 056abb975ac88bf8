#pragma once

#include "openai/chat_request.h"

#include <optional>

namespace pilothouse {

/// What to answer to a request that a chat program makes by itself about a chat: a title, tags,
/// further questions, words to search for. Such a request must begin no run on a desktop; it is
/// known by its published shape, and by standing alone in its request:
/// Open WebUI: "### Task:", an answer in JSON, and the chat in <chat_history>;
/// LibreChat: "Provide a concise, 5-word-or-less title …", "Analyze this conversation and provide
/// …". A title is made of the chat's own first words; the rest is empty, which these programs take
/// for "none". Nothing: a task. Pure.
std::optional<QString> sideAnswer(const ChatRequest &request);

} // namespace pilothouse
