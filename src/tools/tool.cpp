#include "tools/tool.h"

namespace pilothouse {

ToolOutcome toolError(QString text)
{
    return {.text = std::move(text), .isError = true};
}

} // namespace pilothouse
