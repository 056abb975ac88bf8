#include "app/complain.h"
#include "app/hidden_arguments.h"
#include "app/logging.h"
#include "app/signals.h"
#include "qml/app/arguments.h"
#include "qml/app/language.h"
#include "qml/app/program.h"
#include "qml/app/server_link.h"
#include "qml/app/single_instance.h"
#include "qml/client/picture_provider.h"
#include "qml/ui/modules.h"

#include <QApplication>
#include <QIcon>
#include <QQmlApplicationEngine>

#include <cstdio>

#include <linux/close_range.h>
#include <sys/stat.h>
#include <unistd.h>

void qml_register_types_Pilothouse_App();

using namespace pilothouse;
using namespace Qt::StringLiterals;

namespace {

constexpr int kUsage = 2;

// Before there is a QApplication.
void prepare()
{
    // Qt waits five milliseconds before it draws, to let more come together. Pictures of a desktop
    // come whole.
    if (constexpr auto wait = "QT_QPA_UPDATE_IDLE_TIME"; !qEnvironmentVariableIsSet(wait))
        qputenv(wait, "1");
    QApplication::setApplicationName(u"Pilothouse"_s);
    QApplication::setOrganizationName(u"Pilothouse"_s);
    QApplication::setApplicationVersion(QLatin1StringView(PILOTHOUSE_VERSION));
    QApplication::setDesktopFileName(u"org.pilothouse.Desktop"_s);
}

/// Which server this is the window of.
QString instanceKey(const Arguments &arguments)
{
    return arguments.connectTo.isEmpty()
               ? u"own "_s + arguments.config.store.dataDir
               : readServerLink(arguments.connectTo)->url.toString(); // it was read before
}

int show(Program &program, Language &language)
{
    QQmlApplicationEngine engine;
    QObject::connect(
        program.preferences(), &Preferences::changed, &engine,
        [&program, &language, &engine, chosen = program.preferences()->language()]() mutable {
            if (chosen == program.preferences()->language())
                return;
            chosen = program.preferences()->language();
            language.choose(chosen);
            engine.retranslate();
        });
    importModules(engine);
    qml_register_types_Pilothouse_App();
    engine.addImageProvider(u"server"_s, new PictureProvider(*program.server()));
    engine.setInitialProperties({{u"program"_s, QVariant::fromValue(&program)}});
    engine.load(QUrl(u"qrc:/qt/qml/Pilothouse/shell/Main.qml"_s));
    if (engine.rootObjects().isEmpty())
        return 1;
    return QApplication::exec();
}

} // namespace

int main(int argc, char **argv)
{
    // What our parent left open is not for the programs that we start.
    ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
    ::umask(022); // as the server has it: what is private is made so where it is made
    prepare();
    QApplication app(argc, argv); // the tray needs its widgets
    const QStringList words = QApplication::arguments();
    hideSecretArguments(argc, argv);
    auto arguments = readArguments(words);
    if (!arguments)
        return complain(arguments.error(), kUsage);
    if (arguments->help) {
        std::fputs(qPrintable(windowHelp()), stdout);
        return 0;
    }
    if (arguments->version) {
        std::puts("pilothouse-desktop " PILOTHOUSE_VERSION);
        return 0;
    }
    if (arguments->config.log.level.isEmpty())
        arguments->config.log.level = u"warning"_s;
    startLogging(arguments->config.log);

    SingleInstance instance(instanceKey(*arguments));
    if (!instance.isFirst(arguments->connectTo))
        return 0;
    QApplication::setWindowIcon(QIcon(u":/pilothouse/icon.svg"_s));
    QApplication::setQuitOnLastWindowClosed(false); // the program's own server ends first
    Program program;
    Language language;
    language.choose(program.preferences()->language());
    StopSignals stopSignals;
    QObject::connect(&stopSignals, &StopSignals::received, &program, &Program::quit);
    QObject::connect(&instance, &SingleInstance::asked, &program, &Program::comeBack);
    if (arguments->connectTo.isEmpty())
        program.startOwn(std::move(arguments->config));
    else
        program.connectTo(arguments->connectTo);
    return show(program, language);
}
