#include "export/html_text.h"

#include "core/json.h"

#include <QLocale>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

QString htmlCharacter(QChar character)
{
    switch (character.unicode()) {
    case '&':
        return u"&amp;"_s;
    case '<':
        return u"&lt;"_s;
    case '>':
        return u"&gt;"_s;
    case '"':
        return u"&quot;"_s;
    case '\'':
        return u"&#39;"_s;
    case '\n':
    case '\t':
        return character;
    case 0x202d: // these two turn the order of what follows round: "gnp.exe" as "exe.png"
    case 0x202e:
        return QChar(QChar::ReplacementCharacter);
    case 0x7f:
        return QChar(0x2421);
    default:
        break;
    }
    if (character.unicode() < 0x20)
        return QChar(0x2400 + character.unicode());
    return character.unicode() < 0xa0 && character.unicode() >= 0x80
               ? QString(QChar::ReplacementCharacter)
               : QString(character);
}

} // namespace

QString htmlText(const QString &text)
{
    QString clean = wellFormed(text);
    clean.replace(u"\r\n"_s, u"\n"_s);
    QString html;
    html.reserve(clean.size() + clean.size() / 8);
    for (const QChar character : std::as_const(clean))
        html += htmlCharacter(character);
    return html;
}

QString groupedNumber(qint64 value)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions({}); // the C locale leaves the separators out
    return locale.toString(value);
}

QString fillTemplate(const QString &page, const QHash<QString, QString> &values)
{
    QString filled;
    qsizetype done = 0;
    for (qsizetype open = page.indexOf("{{"_L1); open >= 0; open = page.indexOf("{{"_L1, done)) {
        const qsizetype close = page.indexOf("}}"_L1, open);
        if (close < 0)
            break;
        filled += page.mid(done, open - done) + values.value(page.mid(open + 2, close - open - 2));
        done = close + 2;
    }
    return filled + page.mid(done);
}

} // namespace pilothouse
