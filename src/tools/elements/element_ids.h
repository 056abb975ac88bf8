#pragma once

#include "desktop/screen_elements.h"

#include <QHash>
#include <QString>

namespace pilothouse {

/// The short names that a model has for what it was shown: "e1", "e2", … A thing keeps its name as
/// long as it exists, and no name is given twice. Main thread.
class ElementIds
{
public:
    /// Of `element`, as it is told to the model now.
    QString idOf(const ScreenElement &element);
    /// What the model was told last of the one with this id. Null: there is none, or it was told of
    /// so long ago that it is forgotten.
    const ScreenElement *find(const QString &id) const;

private:
    void forgetOld();

    QHash<QString, int> m_numbers;    ///< by ScreenElement::key
    QHash<int, ScreenElement> m_told; ///< by number
    int m_last = 0;
};

} // namespace pilothouse
