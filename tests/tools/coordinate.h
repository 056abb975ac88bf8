#pragma once

#include <QJsonArray>

/// A coordinate as the model writes it.
inline QJsonArray at(int x, int y)
{
    return {x, y};
}
