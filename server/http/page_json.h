#pragma once

#include "core/json_text.h"

#include <QList>

#include <algorithm>

namespace pilothouse {

/// One page of what is numbered: {"NAME": […], "last_seq": N, "more": bool}; `?after=N` goes on.
/// `items` are those above `after`, one more than `limit` where there are more.
template <typename Item>
QByteArray pageJson(const char *name, const QList<Item> &items, qint64 after, int limit,
                    QByteArray (*json)(const Item &))
{
    const qsizetype shown = std::min<qsizetype>(items.size(), limit);
    QByteArrayList list;
    for (qsizetype i = 0; i < shown; ++i)
        list.append(json(items.at(i)));
    return JsonText()
        .addRaw(name, QByteArray('[' + list.join(',') + ']'))
        .add("last_seq", shown > 0 ? items.at(shown - 1).seq : after)
        .add("more", items.size() > shown)
        .end();
}

} // namespace pilothouse
