#include "qml/ui/modules.h"

#include <QGuiApplication>
#include <QIcon>
#include <QQmlApplicationEngine>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    QGuiApplication::setApplicationName(u"Pilothouse"_s);
    QGuiApplication::setOrganizationName(u"Pilothouse"_s);
    QGuiApplication::setApplicationVersion(QLatin1StringView(PILOTHOUSE_VERSION));
    QGuiApplication::setDesktopFileName(u"org.pilothouse.Desktop"_s);
    QGuiApplication app(argc, argv);
    QGuiApplication::setWindowIcon(QIcon(u":/pilothouse/icon.svg"_s));

    QQmlApplicationEngine engine;
    pilothouse::importModules(engine);
    QObject::connect(
        &engine, &QQmlApplicationEngine::objectCreated, &app,
        [](const QObject *object) {
            if (!object)
                QCoreApplication::exit(1);
        },
        Qt::QueuedConnection);
    engine.load(QUrl(u"qrc:/qt/qml/Pilothouse/shell/Main.qml"_s));
    return QGuiApplication::exec();
}
