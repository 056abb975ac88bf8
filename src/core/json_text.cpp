#include "core/json_text.h"

#include "core/json.h"

#include <QLocale>

#include <cmath>

namespace pilothouse {

namespace {
constexpr qsizetype kUsualSize = 700; // bytes of a session
} // namespace

JsonText::JsonText()
{
    m_text.reserve(kUsualSize);
    m_text += '{';
}

JsonText &JsonText::add(const char *name, const QString &value)
{
    return addRaw(name, jsonString(value));
}

JsonText &JsonText::add(const char *name, bool value)
{
    return addRaw(name, value ? "true" : "false");
}

JsonText &JsonText::add(const char *name, double value)
{
    const double number = std::isfinite(value) ? value : 0;
    return addRaw(name, QByteArray::number(number, 'g', QLocale::FloatingPointShortest));
}

JsonText &JsonText::addRaw(const char *name, const QByteArray &value)
{
    if (m_text.size() > 1)
        m_text += ',';
    m_text += '"';
    m_text += name;
    m_text += "\":";
    m_text += value;
    return *this;
}

} // namespace pilothouse
