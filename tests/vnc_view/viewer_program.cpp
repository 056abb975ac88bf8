// The view in a window of its own, for tests: vnc_viewer URL [full]. Lines on its input change it
// ("steering 1"), lines on its output tell what happens.
#include "qml/vnc/vnc_view.h"

#include <QGuiApplication>
#include <QQuickView>
#include <QSocketNotifier>

#include <cstdio>

using namespace pilothouse;

namespace {

void say(const QByteArray &line)
{
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
}

/// Tells when Return was let go of, in the window or by the view.
class KeyWatch : public QObject
{
public:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::KeyRelease &&
            static_cast<QKeyEvent *>(event)->key() == Qt::Key_Return)
            QMetaObject::invokeMethod(
                this, [] { say("return"); }, Qt::QueuedConnection);
        return QObject::eventFilter(watched, event);
    }
};

QSize sizeOfView()
{
    const QList<QByteArray> parts = qgetenv("VIEW_SIZE").split('x');
    return parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize(1280, 800);
}

void tell(const VncView &view)
{
    QObject::connect(&view, &VncView::stateChanged, &view, [&view] {
        say("state " + QByteArray::number(view.state()) + ' ' + view.trouble().toUtf8());
    });
    QObject::connect(&view, &VncView::activeFocusChanged, &view,
                     [&view] { say(view.hasActiveFocus() ? "focus 1" : "focus 0"); });
    QObject::connect(&view, &VncView::wayOut, &view, [] { say("way out"); });
    QObject::connect(&view, &VncView::watcherActed, &view, [] { say("watcher"); });
    QObject::connect(&view, &VncView::composingChanged, &view,
                     [&view] { say("composing " + view.composing().toUtf8()); });
}

} // namespace

int main(int argc, char **argv)
{
    QGuiApplication app(argc, argv);
    QQuickWindow window;
    VncView view(window.contentItem());
    tell(view);
    view.setSize(sizeOfView());
    view.setFocus(true);
    view.setFillColor(Qt::darkGray);
    window.setFlags(Qt::FramelessWindowHint);
    window.setGeometry(QRect(QPoint(0, 0), sizeOfView()));
    window.setTitle(QStringLiteral("viewer"));
    KeyWatch watch;
    window.installEventFilter(&watch);
    window.show();
    window.requestActivate();

    QSocketNotifier input(0, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &app, [&] {
        char line[256];
        if (!std::fgets(line, sizeof line, stdin))
            return QGuiApplication::quit();
        const QList<QByteArray> words = QByteArray(line).trimmed().split(' ');
        view.setProperty(words.first().constData(), QString::fromUtf8(words.value(1)));
        say("done");
    });
    view.setUrl(QUrl(QString::fromLocal8Bit(argv[1])));
    view.tryNow(); // nobody completes it
    return QGuiApplication::exec();
}
