#pragma once

#include <QList>
#include <QRect>
#include <QString>

/// One thing that a program shows, as those are told of it who cannot see it (AT-SPI).
struct Accessible
{
    QString program; ///< name on the bus
    QString path;    ///< object path there
    QString name;    ///< what is read out
    QString more;    ///< what is said beside it
    QString role;    ///< "push button", "text" …
    QRect place;     ///< in pixels of the screen
    bool isEnabled = false;
    bool takesFocus = false;
};

/// What process `pid` shows at this moment, from its windows down, without what is hidden. Empty:
/// it is not on the accessibility bus at `address` (yet).
QList<Accessible> accessibleTree(const QString &address, qint64 pid);

/// What is written in it, if it has a text.
QString accessibleText(const QString &address, const Accessible &thing);
