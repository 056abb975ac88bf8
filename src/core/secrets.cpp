#include "core/secrets.h"

#include "core/json.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLeastLine = 8; // of a value of several lines; a shorter one is told by chance
constexpr qsizetype kLeastBase64 = 8; // digits; likewise

/// What of `bytes` in base64 does not depend on what stands beside it, at each place it can begin.
QStringList base64Forms(const QByteArray &bytes)
{
    QStringList forms;
    for (qsizetype before = 0; before < 3; ++before) {
        const QByteArray shifted = QByteArray(before, 'x') + bytes;
        const QByteArray all = shifted.toBase64(QByteArray::OmitTrailingEquals);
        const qsizetype first = before == 0 ? 0 : before + 1;
        const qsizetype last = (before + bytes.size()) * 8 / 6; // whole digits
        if (last - first >= kLeastBase64)
            forms.append(QString::fromLatin1(all.sliced(first, last - first)));
    }
    return forms;
}

/// All the ways in which a value stands in a text.
QStringList formsOf(const QString &value)
{
    const QByteArray bytes = value.toUtf8();
    const QString percent = QString::fromLatin1(QUrl::toPercentEncoding(value));
    const QString quoted = QString::fromUtf8(compactJson(QJsonArray{value}));
    QStringList forms{value,
                      value.toHtmlEscaped(),
                      percent,
                      QString(percent).replace("%20"_L1, "+"_L1),
                      quoted.sliced(2, quoted.size() - 4), // without [" and "]
                      QString::fromLatin1(bytes.toHex()),
                      QString::fromLatin1(bytes.toHex().toUpper())};
    forms += QString::fromLatin1(bytes.toBase64(QByteArray::OmitTrailingEquals));
    forms += base64Forms(bytes);
    for (const QString &line : value.split(u'\n')) // programs number, indent and wrap lines
        if (line.trimmed().size() >= kLeastLine)
            forms.append(line.trimmed());
    return forms;
}

} // namespace

Secrets::Secrets(const QList<Secret> &secrets) : m_secrets(secrets)
{
    prepare();
}

Result<> Secrets::put(Secret secret)
{
    const auto known = std::ranges::find(m_secrets, secret.name, &Secret::name);
    if (known != m_secrets.end())
        m_former.append(std::exchange(*known, std::move(secret)));
    else if (m_secrets.size() < kMostSecrets)
        m_secrets.append(std::move(secret));
    else
        return fail(Errc::Conflict, u"This session has %1 secrets already."_s.arg(kMostSecrets));
    prepare();
    return {};
}

bool Secrets::remove(const QString &name)
{
    const auto known = std::ranges::find(m_secrets, name, &Secret::name);
    if (known == m_secrets.end())
        return false;
    m_former.append(*known);
    m_secrets.erase(known);
    prepare();
    return true;
}

const Secret *Secrets::find(const QString &name) const
{
    const auto known = std::ranges::find(m_secrets, name, &Secret::name);
    return known == m_secrets.end() ? nullptr : &*known;
}

void Secrets::prepare()
{
    std::ranges::sort(m_secrets, {}, &Secret::name);
    m_names.clear();
    for (const Secret &secret : m_secrets + m_former)
        for (const QString &form : formsOf(secret.value))
            if (!m_names.contains(form))
                m_names.insert(form, secret.name);
    QStringList forms = m_names.keys();
    std::ranges::sort(forms, std::greater(), &QString::size); // the longest that fits is meant
    QStringList patterns{secretPattern()};                    // what is masked stays so
    for (const QString &form : forms)
        patterns.append(QRegularExpression::escape(form));
    m_pattern.setPattern(patterns.join(u'|'));
}

QString Secrets::masked(const QString &text) const
{
    if (m_names.isEmpty())
        return text;
    QString result;
    qsizetype end = 0;
    for (const QRegularExpressionMatch &match : m_pattern.globalMatch(text)) {
        const auto name = m_names.constFind(match.captured());
        if (name == m_names.cend())
            continue;
        result += text.sliced(end, match.capturedStart() - end) + placeholderOf(*name);
        end = match.capturedEnd();
    }
    return result + text.sliced(end);
}

QJsonValue Secrets::masked(const QJsonValue &value) const
{
    if (value.isString())
        return masked(value.toString());
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &one : value.toArray())
            array.append(masked(one));
        return array;
    }
    return value.isObject() ? QJsonValue(masked(value.toObject())) : value;
}

QJsonObject Secrets::masked(const QJsonObject &object) const
{
    QJsonObject result = object;
    for (QJsonValueRef value : result)
        value = masked(QJsonValue(value));
    return result;
}

} // namespace pilothouse
