#include "core/json_text.h"

#include "core/json.h"

#include <QLocale>

#include <cmath>

namespace pilothouse {

JsonText &JsonText::add(const char *name, QStringView value)
{
    addName(name);
    appendJsonString(m_text, value);
    return *this;
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

JsonText &JsonText::addRaw(const char *name, QByteArrayView value)
{
    addName(name);
    m_text += value;
    return *this;
}

void JsonText::addName(const char *name)
{
    if (m_text.size() > 1)
        m_text += ',';
    m_text += '"';
    m_text += name;
    m_text += "\":";
}

QByteArray JsonText::end()
{
    m_text += '}';
    return std::move(m_text);
}

QByteArray jsonStrings(const QStringList &texts)
{
    QByteArray array = "[";
    for (const QString &text : texts) {
        if (array.size() > 1)
            array += ',';
        appendJsonString(array, text);
    }
    array += ']';
    return array;
}

} // namespace pilothouse
