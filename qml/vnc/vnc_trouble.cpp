#include "qml/vnc/vnc_trouble.h"

#include "qml/vnc/vnc_link.h"

#include <QCoreApplication>

namespace pilothouse {

namespace {

enum Code {
    Violated = 1008,
    Internal = 1011,
    Busy = 1013,
    NotAllowed = 4401,
    UnknownSession = 4404,
    NoDesktop = 4409
};

QString say(const char *sentence)
{
    return QCoreApplication::translate("VncScreen", sentence);
}

} // namespace

bool isWithoutDesktop(int code)
{
    return code == NoDesktop || code == UnknownSession;
}

VncTrouble vncTrouble(int code, const QString &reason)
{
    switch (code) {
    case NoDesktop:
        return {say(QT_TRANSLATE_NOOP("VncScreen", "The desktop is off.")),
                say(QT_TRANSLATE_NOOP("VncScreen", "It starts with the next message."))};
    case UnknownSession:
        return {say(QT_TRANSLATE_NOOP("VncScreen", "This session is gone."))};
    case NotAllowed:
        return {
            say(QT_TRANSLATE_NOOP("VncScreen", "The server does not let this window in any more.")),
            say(QT_TRANSLATE_NOOP("VncScreen", "Connect to it again with its token."))};
    case Busy:
        return {say(QT_TRANSLATE_NOOP("VncScreen", "The server has too much to do now."))};
    case Internal:
        return {say(QT_TRANSLATE_NOOP("VncScreen", "The desktop does not answer.")),
                say(QT_TRANSLATE_NOOP("VncScreen",
                                      "It may be busy with what runs on it; Stop ends that."))};
    case Violated:
        return {say(QT_TRANSLATE_NOOP("VncScreen", "The server ended the connection: %1."))
                    .arg(reason)};
    case VncLink::kUntrusted:
        return {
            say(QT_TRANSLATE_NOOP("VncScreen", "The certificate of the server is not trusted.")),
            reason};
    default:
        return {say(QT_TRANSLATE_NOOP("VncScreen", "The live picture does not come through.")),
                say(QT_TRANSLATE_NOOP("VncScreen",
                                      "The server may be down, or something between here and "
                                      "there passes no WebSockets."))};
    }
}

} // namespace pilothouse
