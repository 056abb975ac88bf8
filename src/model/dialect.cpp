#include "model/dialect.h"

#include "core/enum_names.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kDialects{
    EnumName{ToolDialect::ComputerToolset20260801, "computer_toolset_20260801"_L1},
    EnumName{ToolDialect::Computer20251124, "computer_20251124"_L1},
    EnumName{ToolDialect::Computer20250124, "computer_20250124"_L1},
    EnumName{ToolDialect::OpenAiComputer, "openai_computer"_L1},
    EnumName{ToolDialect::Custom, "custom"_L1}};

} // namespace

QString name(ToolDialect dialect)
{
    return nameIn(kDialects, dialect);
}

std::optional<ToolDialect> dialectFrom(const QString &name)
{
    return valueIn(kDialects, name);
}

QByteArrayList betaHeaders(ToolDialect dialect)
{
    switch (dialect) {
    case ToolDialect::Computer20251124:
        return {"computer-use-2025-11-24"};
    case ToolDialect::Computer20250124:
        return {"computer-use-2025-01-24"};
    case ToolDialect::ComputerToolset20260801:
    case ToolDialect::OpenAiComputer:
    case ToolDialect::Custom:
        break;
    }
    return {};
}

} // namespace pilothouse
