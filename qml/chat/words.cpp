#include "qml/chat/words.h"

#include "core/visible.h"
#include "qml/chat/change_words.h"
#include "qml/chat/markdown_text.h"
#include "qml/chat/picture_marks.h"
#include "qml/chat/rich_text.h"
#include "qml/chat/terminal_text.h"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QJSValue>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QJsonValue>
#include <QUrl>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestLine = 160;
constexpr qsizetype kMostShown = 60'000; // characters; the rest is in the export
constexpr qsizetype kLongestPreview = 600;

/// The length of the first `lines` of `text`, and of no more than a preview takes.
qsizetype lengthOf(const QString &text, int lines)
{
    qsizetype end = -1;
    for (int line = 0; line < lines; ++line) {
        end = text.indexOf(u'\n', end + 1);
        if (end < 0)
            break;
    }
    return qMin(end < 0 ? text.size() : end, kLongestPreview);
}

} // namespace

QVariantMap Words::ofCall(const QVariantMap &call) const
{
    const CallWords words = CallWords::of(call);
    QVariantMap said{{u"title"_s, pilothouse::visible(words.title)}, {u"icon"_s, words.icon}};
    if (!words.object.isNull())
        said.insert(u"object"_s, words.object);
    return said;
}

QVariantMap Words::callOfQuestion(const QVariantMap &question, const QVariantMap &known) const
{
    return CallWords::callOfQuestion(question, known);
}

QString Words::kindOf(const QVariantMap &call) const
{
    return pilothouse::visible(CallWords::kindOf(call));
}

QString Words::mainField(const QVariantMap &call) const
{
    return CallWords::mainField(call);
}

QString Words::ofSettings(const QVariantMap &change) const
{
    return ChangeWords::ofSettings(change);
}

QString Words::ofGrant(const QVariantMap &change) const
{
    return ChangeWords::ofGrant(change);
}

QStringList Words::secretsOf(const QVariantMap &call) const
{
    return CallWords::secretsOf(call);
}

QString Words::visible(const QString &text) const
{
    return pilothouse::visible(text);
}

QString Words::marked(const QString &text, const QVariantMap &inks) const
{
    return markedHtml(text.left(kMostShown), TextInks::of(inks));
}

QString Words::found(const QString &text, const QVariantList &marks, const QVariantMap &inks) const
{
    return foundHtml(text, marks, TextInks::of(inks));
}

QString Words::markedLine(const QString &text, const QVariantMap &inks) const
{
    return markedHtml(text.left(kLongestLine), TextInks::of(inks), LineBreaks::None);
}

QString Words::hiddenNames(const QString &text) const
{
    return pilothouse::hiddenNames(text).join(u", "_s);
}

QString Words::withoutHidden(const QString &text) const
{
    return pilothouse::withoutHidden(text);
}

QStringList Words::secretsIn(const QString &text) const
{
    return pilothouse::secretsIn(text);
}

QVariantMap Words::terminal(const QString &text, const QVariantMap &inks, int lines) const
{
    TerminalText shown = TerminalText::of(text.left(kMostShown));
    const QString plain = shown.plain();
    const qsizetype length = lines > 0 ? lengthOf(plain, lines) : plain.size();
    if (length < plain.size()) {
        shown = shown.first(length);
        shown.runs.append(TerminalRun{.text = u"\n…"_s, .style = {}});
    }
    return {{u"html"_s, terminalHtml(shown, TextInks::of(inks))},
            {u"leftOut"_s, shown.leftOut},
            {u"plain"_s, plain}};
}

QVariantList Words::marksOf(const QVariantMap &call, QSizeF size) const
{
    return pilothouse::marksOf(call, size);
}

bool Words::isOnPicture(const QVariantMap &call) const
{
    return pilothouse::isOnPicture(call);
}

bool Words::isWebAddress(const QString &address) const
{
    return pilothouse::isWebAddress(address);
}

bool Words::isLocalAddress(const QString &address) const
{
    return pilothouse::isLocalAddress(address);
}

bool Words::openAddress(const QString &address) const
{
    return isWebAddress(address) && QDesktopServices::openUrl(QUrl(address));
}

void Words::copy(const QString &text) const
{
    QGuiApplication::clipboard()->setText(text);
}

QString Words::json(const QVariant &value, bool indented) const
{
    const bool isScript = value.metaType() == QMetaType::fromType<QJSValue>();
    const QVariant plain = isScript ? value.value<QJSValue>().toVariant() : value;
    // In an array, as only lists and objects stand alone in Qt's JSON.
    QJsonArray alone;
    alone.append(QJsonValue::fromVariant(plain));
    const auto form = indented ? QJsonDocument::Indented : QJsonDocument::Compact;
    const QJsonValue inner = alone.first();
    if (inner.isObject())
        return QString::fromUtf8(QJsonDocument(inner.toObject()).toJson(form)).trimmed();
    if (inner.isArray())
        return QString::fromUtf8(QJsonDocument(inner.toArray()).toJson(form)).trimmed();
    const QByteArray text = QJsonDocument(alone).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

QVariantMap Words::fromJson(const QString &text) const
{
    QJsonParseError error;
    const QJsonDocument read = QJsonDocument::fromJson(u"[%1]"_s.arg(text).toUtf8(), &error);
    const bool isOne = error.error == QJsonParseError::NoError && read.array().size() == 1;
    return {{u"isValid"_s, isOne},
            {u"value"_s, isOne ? read.array().first().toVariant() : QVariant()}};
}

} // namespace pilothouse
