#include "tools/tool.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

ToolOutcome toolError(QString text)
{
    return {.text = std::move(text), .isError = true};
}

ToolOutcome toolError(const Error &error)
{
    return {.text = error.message, .isError = true, .stopped = error.code == Errc::Stopped};
}

QString withNote(const QString &text, const QString &note)
{
    if (text.isEmpty() || note.isEmpty())
        return text + note;
    return text + (text.endsWith(u'\n') ? u""_s : u"\n"_s) + note;
}

} // namespace pilothouse
