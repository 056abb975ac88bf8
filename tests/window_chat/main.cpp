#include "qml/ui/modules.h"

#include <QQmlEngine>
#include <QtQuickTest>

/// Lets the tests of QML find the window's modules.
class Setup : public QObject
{
    Q_OBJECT
public slots:
    void qmlEngineAvailable(QQmlEngine *engine) { pilothouse::importModules(*engine); }
};

QUICK_TEST_MAIN_WITH_SETUP(window_chat, Setup)

#include "main.moc"
