#include "qml/app/arguments.h"

#include "app/options.h"
#include "qml/app/server_link.h"

#include <QFile>
#include <QProcessEnvironment>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

const auto kConnect = u"--connect"_s;

QHash<QString, QString> environmentNow()
{
    QHash<QString, QString> values;
    const QProcessEnvironment system = QProcessEnvironment::systemEnvironment();
    for (const QString &key : system.keys())
        values.insert(key, system.value(key));
    return values;
}

QHash<QString, QString> dotenvHere()
{
    QFile file(u".env"_s);
    return file.open(QIODevice::ReadOnly) ? parseDotenv(QString::fromUtf8(file.readAll()))
                                          : QHash<QString, QString>();
}

} // namespace

Result<Arguments> readArguments(const QStringList &arguments)
{
    Arguments found;
    QStringList forServer{arguments.value(0), u"serve"_s};
    for (qsizetype at = 1; at < arguments.size(); ++at) {
        const QString &each = arguments.at(at);
        if (each == "--help"_L1 || each == "-h"_L1)
            found.help = true;
        else if (each == "--version"_L1)
            found.version = true;
        else if (each.startsWith(kConnect + u'='))
            found.connectTo = each.mid(kConnect.size() + 1);
        else if (each == kConnect && at + 1 < arguments.size())
            found.connectTo = arguments.at(++at);
        else if (each == kConnect)
            return fail(Errc::InvalidArgument, u"--connect needs the address of a server"_s);
        else
            forServer += each;
    }
    if (!found.connectTo.isEmpty())
        if (const auto link = readServerLink(found.connectTo); !link)
            return fail(Errc::InvalidArgument, u"--connect: "_s + link.error().message);
    auto invocation = readInvocation(forServer, environmentNow(), dotenvHere());
    if (!invocation)
        return fail(invocation.error());
    found.config = std::move(invocation->config);
    return found;
}

QString windowHelp()
{
    return u"pilothouse-desktop [--connect URL] [OPTIONS]\n\n"
           "The native window of Pilothouse. Without --connect it has a server of its own, with "
           "the\n"
           "data and the options of `pilothouse serve` (see `pilothouse --help`), which ends with\n"
           "the window.\n\n"
           "  --connect URL   a server that runs: its address, or the link that it prints\n"
           "  -h, --help      this\n"
           "  --version       which one it is\n"_s;
}

} // namespace pilothouse
