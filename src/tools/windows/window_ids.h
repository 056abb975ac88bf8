#pragma once

#include "screen/windows/screen_window.h"

#include <QHash>
#include <QList>

namespace pilothouse {

/// The short names that a model has for windows: "w1", "w2", … A window keeps its name as long as
/// it exists, and no name is given twice. Main thread.
class WindowIds
{
public:
    /// Those that are not among `all` are gone: the X server may give their numbers to others.
    void keepOnly(const QList<ScreenWindow> &all);
    /// Of `window`, as it is told to the model now.
    QString idOf(const ScreenWindow &window);
    /// What the model was told last of the one with this id. Null: there is none.
    const ScreenWindow *find(const QString &id) const;

private:
    QHash<quint32, int> m_numbers;   ///< by ScreenWindow::id
    QHash<int, ScreenWindow> m_told; ///< by number
    int m_last = 0;
};

} // namespace pilothouse
