#include "qml/chat/rich_text.h"

#include "core/visible.h"
#include "qml/chat/hidden_text.h"

#include <QStringList>

#include <algorithm>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr double kBrightInk = 0.78;
constexpr double kTinted = 0.22;
constexpr double kBrightTinted = 0.32;

QColor mixed(const QColor &one, const QColor &other, double part)
{
    const auto mix = [part](int a, int b) { return qRound(a * part + b * (1 - part)); };
    return QColor(mix(one.red(), other.red()), mix(one.green(), other.green()),
                  mix(one.blue(), other.blue()));
}

QColor hue(const QStringList &style, const TextInks &inks)
{
    const std::pair<QString, QColor> table[] = {
        {u"red"_s, inks.bad},   {u"green"_s, inks.good},     {u"yellow"_s, inks.warn},
        {u"blue"_s, inks.info}, {u"magenta"_s, inks.violet}, {u"cyan"_s, inks.accent},
        {u"black"_s, inks.ink}, {u"white"_s, inks.ink}};
    for (const auto &[name, colour] : table)
        if (style.contains(name))
            return colour;
    return {};
}

/// The CSS of a style, as the page draws it: on a ground of its own all ink is the window's.
QString cssOf(const QString &styleName, const TextInks &inks)
{
    const QStringList style = styleName.split(u' ');
    const bool isBright = style.contains(u"bright"_s);
    const QColor colour = hue(style, inks);
    QString css;
    if (style.contains(u"on"_s)) {
        const QColor ground = mixed(colour, inks.ground, isBright ? kBrightTinted : kTinted);
        css = u"background-color:%1;color:%2;"_s.arg(ground.name(), inks.ink.name());
    } else if (isBright && style.contains(u"black"_s)) {
        css = u"color:%1;"_s.arg(inks.soft.name());
    } else if (colour.isValid()) {
        css = u"color:%1;"_s.arg((isBright ? mixed(colour, inks.ink, kBrightInk) : colour).name());
    }
    if (style.contains(u"bold"_s))
        css += u"font-weight:700;"_s;
    if (style.contains(u"italic"_s))
        css += u"font-style:italic;"_s;
    if (style.contains(u"underline"_s))
        css += u"text-decoration:underline;"_s;
    return css;
}

QString inner(const QString &text, const TextInks &inks, LineBreaks breaks)
{
    QString html;
    for (const TextPiece &piece : piecesWithSecrets(text)) {
        if (piece.isMarked())
            html += hiddenMark(piece.hidden, inks);
        else if (!piece.secret.isEmpty())
            html += secretMark(piece.text, inks);
        else if (piece.text == u"\n" && breaks == LineBreaks::AsWritten)
            html += u"<br>"_s;
        else
            html +=
                piece.isPlain && breaks == LineBreaks::None ? u" "_s : piece.text.toHtmlEscaped();
    }
    return html;
}

QString asWritten(const QString &html)
{
    return u"<p style=\"white-space:pre-wrap;margin:0\">"_s + html + u"</p>"_s;
}

} // namespace

TextInks TextInks::of(const QVariantMap &colours)
{
    const auto colour = [&colours](const QString &name, const QColor &otherwise = Qt::black) {
        const QColor found = colours.value(name).value<QColor>();
        return found.isValid() ? found : otherwise;
    };
    return {.ink = colour(u"ink"_s),
            .soft = colour(u"soft"_s),
            .ground = colour(u"sunken"_s, Qt::white),
            .line = colour(u"line"_s),
            .accent = colour(u"accent"_s),
            .good = colour(u"good"_s),
            .bad = colour(u"bad"_s),
            .warn = colour(u"warn"_s),
            .info = colour(u"info"_s),
            .infoSoft = colour(u"infoSoft"_s, Qt::white),
            .violet = colour(u"violet"_s),
            .onBad = colour(u"surface"_s, Qt::white)};
}

QString hiddenMark(const QString &name, const TextInks &inks)
{
    return u"<span style=\"background-color:%1;color:%2;font-weight:600\">&nbsp;%3&nbsp;</span>"_s
        .arg(inks.bad.name(), inks.onBad.name(), name.toHtmlEscaped());
}

QString secretMark(const QString &placeholder, const TextInks &inks)
{
    return u"<span style=\"background-color:%1;color:%2\">%3</span>"_s.arg(
        inks.infoSoft.name(), inks.ink.name(), placeholder.toHtmlEscaped());
}

QString markedHtml(const QString &text, const TextInks &inks, LineBreaks breaks)
{
    return asWritten(inner(text, inks, breaks));
}

QString foundHtml(const QString &text, const QVariantList &marks, const TextInks &inks)
{
    const auto escaped = [&text](qsizetype start, qsizetype end) {
        return visible(text.mid(start, end - start)).toHtmlEscaped();
    };
    const QString mark = u"<b><font color=\"%1\">%2</font></b>"_s;
    QString html;
    qsizetype at = 0;
    for (const QVariant &each : marks) {
        const QVariantList range = each.toList();
        const qsizetype start =
            std::clamp(range.value(0).toLongLong(), qlonglong(at), qlonglong(text.size()));
        const qsizetype end =
            std::clamp(range.value(1).toLongLong(), qlonglong(start), qlonglong(text.size()));
        html += escaped(at, start);
        html += mark.arg(inks.accent.name(), escaped(start, end));
        at = end;
    }
    return html + escaped(at, text.size());
}

QString templateHtml(const QList<TemplatePiece> &pieces, const QVariantMap &values,
                     const TextInks &inks)
{
    QString html;
    for (const TemplatePiece &piece : pieces) {
        const QString value = values.value(piece.field).toString();
        html += piece.field.isEmpty()
                    ? inner(piece.text, inks, LineBreaks::AsWritten)
                    : secretMark(visible(value.isEmpty() ? piece.text : value), inks);
    }
    return asWritten(html);
}

QString terminalHtml(const TerminalText &text, const TextInks &inks)
{
    QString html;
    for (const TerminalRun &run : text.runs) {
        const QString words = inner(run.text, inks, LineBreaks::AsWritten);
        html += run.style.isEmpty() ? words
                                    : u"<span style=\""_s + cssOf(run.style, inks) + u"\">"_s +
                                          words + u"</span>"_s;
    }
    return asWritten(html);
}

} // namespace pilothouse
