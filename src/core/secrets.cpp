#include "core/secrets.h"

#include "core/json.h"

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLeastLine = 8; // of a value of several lines; a shorter one is told by chance
constexpr qsizetype kLeastBase64 = 8;   // digits; likewise
constexpr qsizetype kMostBeginning = 4; // characters that fit in a key

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

/// Of the {{secret:NAME}} that `text` begins with; 0: it does not.
qsizetype placeholderLength(QStringView text)
{
    const auto opening = "{{secret:"_L1;
    if (!text.startsWith(opening))
        return 0;
    for (qsizetype at = opening.size(); at + 1 < text.size(); ++at)
        if (text[at] == u'{' || text[at] == u'}')
            return text.sliced(at).startsWith("}}"_L1) ? at + 2 : 0;
    return 0;
}

quint64 beginningOf(QStringView text, qsizetype characters)
{
    quint64 key = 0;
    for (const QChar character : text.first(characters))
        key = key << 16 | character.unicode();
    return key;
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
    m_forms.clear();
    m_beginning = forms.isEmpty() ? 0 : std::min(kMostBeginning, forms.last().size());
    for (const QString &form : forms)
        m_forms[beginningOf(form, m_beginning)].append(form);
}

/// What of it `text` begins with; empty: nothing.
QString Secrets::formAt(QStringView text) const
{
    if (text.size() < m_beginning)
        return {};
    const auto forms = m_forms.constFind(beginningOf(text, m_beginning));
    if (forms == m_forms.cend())
        return {};
    for (const QString &form : *forms)
        if (text.startsWith(form))
            return form;
    return {};
}

QString Secrets::masked(const QString &text) const
{
    if (m_names.isEmpty())
        return text;
    QString result;
    qsizetype end = 0;
    for (qsizetype at = 0; at < text.size();) {
        const QStringView rest = QStringView(text).sliced(at);
        if (const qsizetype kept = placeholderLength(rest); kept > 0) {
            at += kept; // what is masked stays so
            continue;
        }
        const QString form = formAt(rest);
        if (!form.isEmpty()) {
            result += text.sliced(end, at - end) + placeholderOf(m_names.value(form));
            end = at + form.size();
        }
        at += std::max(form.size(), qsizetype(1));
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
