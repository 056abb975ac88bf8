#pragma once

#include "core/result.h"

#include <QByteArrayList>
#include <QList>
#include <QString>

namespace pilothouse {

/// One call as it is stored.
struct SaidCall
{
    QString id;
    QString name;
    QByteArray input; ///< JSON text
    QString action;   ///< of the computer, for people and models
};

/// Something that the model said: one item of the API, or one block of another.
struct SaidItem
{
    QByteArray item; ///< as the API sent it; empty: it is another's
    QString type;    ///< the item's type, or the block's
    QString text;    ///< of a text that is another's
    QList<SaidCall> calls;
};

/// What stored blocks stand for, those of one item put together again.
/// InvalidArgument: a block is no JSON object with a type.
Result<QList<SaidItem>> saidItems(const QByteArrayList &blocks);

} // namespace pilothouse
