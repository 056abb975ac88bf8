#include "model/dialect.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QString name(ToolDialect dialect)
{
    switch (dialect) {
    case ToolDialect::ComputerToolset20260801:
        return u"computer_toolset_20260801"_s;
    case ToolDialect::Computer20251124:
        return u"computer_20251124"_s;
    case ToolDialect::Computer20250124:
        return u"computer_20250124"_s;
    case ToolDialect::Custom:
        break;
    }
    return u"custom"_s;
}

std::optional<ToolDialect> dialectFrom(const QString &text)
{
    for (const auto dialect : {ToolDialect::ComputerToolset20260801, ToolDialect::Computer20251124,
                               ToolDialect::Computer20250124, ToolDialect::Custom})
        if (name(dialect) == text)
            return dialect;
    return std::nullopt;
}

QByteArrayList betaHeaders(ToolDialect dialect)
{
    switch (dialect) {
    case ToolDialect::Computer20251124:
        return {"computer-use-2025-11-24"};
    case ToolDialect::Computer20250124:
        return {"computer-use-2025-01-24"};
    case ToolDialect::ComputerToolset20260801:
    case ToolDialect::Custom:
        break;
    }
    return {};
}

} // namespace pilothouse
