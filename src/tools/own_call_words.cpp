#include "tools/own_call_words.h"

#include "core/visible.h"

#include <QHash>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kSecretNameShown = 80;

/// "button “Send”"
QString element(const CallAction &facts)
{
    const QString name = facts.name.isEmpty() ? QString() : u"“%1”"_s.arg(facts.name);
    return QStringList{facts.role, name}.join(u' ').trimmed();
}

/// "double click button “Send”", "type 5 characters into field “Name”"
QString aboutActOn(const CallAction &facts)
{
    if (facts.textLength)
        return u"%1 into %2"_s.arg(aboutTyping(facts), element(facts));
    return u"%1 %2"_s.arg(QString(facts.kind).replace(u'_', u' '), element(facts));
}

/// "list what is on the screen", "look for button “Send” on the screen"
QString aboutElements(const CallAction &facts)
{
    if (facts.role.isEmpty() && facts.name.isEmpty())
        return u"list what is on the screen"_s;
    return u"look for %1 on the screen"_s.arg(element(facts));
}

/// "close window “Mousepad”", "list the windows"
QString aboutWindows(const CallAction &facts)
{
    return facts.kind == "list"_L1 ? u"list the windows"_s
                                   : u"%1 %2"_s.arg(facts.kind, element(facts));
}

QString aboutClipboard(const CallAction &facts)
{
    return facts.kind == "read"_L1 ? u"read the clipboard"_s
                                   : u"put %1 on the clipboard"_s.arg(characters(facts));
}

/// "wait up to 10 s for button “Send”"
QString aboutWait(const CallAction &facts)
{
    const QString wait = u"wait up to %1 s "_s.arg(facts.seconds);
    if (facts.kind == "still"_L1)
        return wait + u"until the screen is still"_s;
    if (facts.kind == "file"_L1)
        return wait + u"for the file "_s + facts.path;
    if (facts.kind == "gone"_L1)
        return wait + u"until it is gone: "_s + element(facts);
    CallAction named = facts;
    if (named.role.isEmpty())
        named.role = facts.kind;
    return wait + u"for "_s + element(named);
}

} // namespace

QString characters(const CallAction &facts)
{
    const qint64 count = facts.textLength.value_or(0);
    return count == 1 ? u"1 character"_s : u"%1 characters"_s.arg(count);
}

QString aboutTyping(const CallAction &facts)
{
    QStringList typed;
    if (facts.textLength.value_or(0) > 0 || facts.secrets.isEmpty())
        typed << characters(facts);
    for (const QString &name : facts.secrets)
        typed << u"the secret "_s + visibleLine(name.left(kSecretNameShown));
    return u"type "_s + typed.join(u" and "_s);
}

QString ownCallWords(const QString &tool, const CallAction &facts)
{
    using Teller = QString (*)(const CallAction &);
    static const QHash<QString, Teller> all{
        {u"elements"_s, aboutElements},
        {u"act_on"_s, aboutActOn},
        {u"read_page"_s, [](const CallAction &) { return u"read the page in front"_s; }},
        {u"windows"_s, aboutWindows},
        {u"clipboard"_s, aboutClipboard},
        {u"wait_for"_s, aboutWait},
    };
    const Teller words = all.value(tool);
    return words ? words(facts) : QString();
}

} // namespace pilothouse
