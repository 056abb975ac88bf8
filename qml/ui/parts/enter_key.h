#pragma once

#include <QObject>

namespace pilothouse {

/// Enter presses the button that has the keyboard, as the space bar does: Qt Quick leaves that to
/// the theme of the desktop, and most have it not. A key that is held presses nothing again. Main
/// thread; works on the whole program as long as it lives.
class EnterKey : public QObject
{
    Q_OBJECT
public:
    explicit EnterKey(QObject *parent = nullptr);
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace pilothouse
