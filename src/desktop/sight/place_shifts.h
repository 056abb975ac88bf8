#pragma once

#include "desktop/sight/accessibility_types.h"

#include <QHash>
#include <QPoint>

namespace pilothouse {

class AccessibilityBus;

/// How far from where they say they are things are shown. LibreOffice with GTK forgets that the
/// menu lies above what it draws itself ("root pane"), so all in it is shown some 25 pixels lower
/// than it says; its dialogs, and all other programs, are right. Used by one thread.
class PlaceShifts
{
public:
    /// Of each. What was found is kept: windows do not lose their menus while one looks.
    QList<QPoint> of(const AccessibilityBus &bus, const QList<Accessible> &things);
    /// The same for what is below `parent`, when that is known; saves asking.
    void inherit(const Accessible &parent, const QList<Accessible> &below);

private:
    bool isCrooked(const AccessibilityBus &bus, const QString &program);
    void findPanes(const AccessibilityBus &bus, const QString &program);
    void notePane(const AccessibilityBus &bus, const Accessible &around, const Accessible &pane);
    void findOut(const AccessibilityBus &bus, const QList<Accessible> &things, int depth);

    QHash<QString, bool> m_crooked;
    QHash<QString, QPoint> m_known;
};

} // namespace pilothouse
