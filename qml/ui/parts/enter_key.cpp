#include "qml/ui/parts/enter_key.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QQuickItem>
#include <QQuickWindow>

namespace pilothouse {

using namespace Qt::StringLiterals;

namespace {

bool isKey(const QEvent &event)
{
    return event.type() == QEvent::KeyPress || event.type() == QEvent::KeyRelease;
}

bool isEnter(const QKeyEvent &key)
{
    return (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) &&
           (key.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
}

/// Others are asked, too, after who has the keyboard has not taken a key.
bool isButtonWithKeyboard(const QObject &watched)
{
    const auto *item = qobject_cast<const QQuickItem *>(&watched);
    return item && item->window() && item->window()->activeFocusItem() == item &&
           item->inherits("QQuickAbstractButton");
}

} // namespace

EnterKey::EnterKey(QObject *parent) : QObject(parent)
{
    qGuiApp->installEventFilter(this);
}

bool EnterKey::eventFilter(QObject *watched, QEvent *event)
{
    if (!isKey(*event))
        return false;
    auto *key = static_cast<QKeyEvent *>(event);
    if (!isEnter(*key) || !isButtonWithKeyboard(*watched))
        return false;
    if (!key->isAutoRepeat()) {
        QKeyEvent space(key->type(), Qt::Key_Space, Qt::NoModifier, u" "_s);
        QCoreApplication::sendEvent(watched, &space);
    }
    key->accept();
    return true;
}

} // namespace pilothouse
