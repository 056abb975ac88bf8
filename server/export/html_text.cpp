#include "export/html_text.h"

#include "core/json.h"
#include "core/visible.h"

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
    default:
        return character;
    }
}

} // namespace

QString htmlText(const QString &text)
{
    const QString clean = wellFormed(visible(text));
    QString html;
    html.reserve(clean.size() + clean.size() / 8);
    for (const QChar character : clean)
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
