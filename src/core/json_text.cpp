#include "core/json_text.h"

#include <QLocale>

#include <cmath>

namespace pilothouse {

namespace {

QByteArray numberText(double value)
{
    return QByteArray::number(std::isfinite(value) ? value : 0, 'g',
                              QLocale::FloatingPointShortest);
}

} // namespace

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
    return addRaw(name, numberText(value));
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

JsonField numberField(const QByteArray &name, double number)
{
    return {name, numberText(number)};
}

QByteArray jsonObject(const QList<JsonField> &fields)
{
    JsonText text;
    for (const JsonField &field : fields)
        text.addRaw(field.name.constData(), field.json);
    return text.end();
}

QByteArray jsonArray(const QList<QByteArray> &values)
{
    return '[' + values.join(',') + ']';
}

QByteArray jsonStrings(const QStringList &texts)
{
    QList<QByteArray> values;
    for (const QString &text : texts)
        values.append(jsonString(text));
    return jsonArray(values);
}

} // namespace pilothouse
