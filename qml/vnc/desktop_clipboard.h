#pragma once

#include <QKeyEvent>
#include <QObject>

class QClipboard;

namespace pilothouse {

/// The clipboard of this computer and the desktop's, while a person steers. What is copied there
/// comes here. What was copied here goes there when somebody pastes, by keys or when asked to, and
/// not before: the programs of the desktop could read it. Main thread.
class DesktopClipboard : public QObject
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(DesktopClipboard)
public:
    explicit DesktopClipboard(QClipboard &clipboard);

    /// What is to be sent before that key, so that it pastes what is in our clipboard.
    QByteArray before(const QKeyEvent &key);
    /// Our text now; empty: there is none, or it is there already.
    QByteArray handOver();
    /// What the server says of the desktop's; returns what is to be answered. `mayTake`: the text
    /// may come into our clipboard.
    QByteArray hear(const QByteArray &message, bool mayTake);
    /// A connection or a turn at the wheel begins: nothing of ours is known there.
    void begin();

private:
    QClipboard &m_clipboard;
    bool m_isNews = true; ///< ours has changed since the desktop was told, or has told
    bool m_isTaking = false;
    QString m_given; ///< of ours, which the desktop may ask for again
};

} // namespace pilothouse
