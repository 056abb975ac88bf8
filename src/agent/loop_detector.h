#pragma once

#include "core/tool_call.h"

#include <QByteArray>
#include <QString>

namespace pilothouse {

/// Notices that the model does the same on the same picture again and again.
class LoopDetector
{
public:
    /// `limit`: this many equal calls in a row are a loop; 0 switches it off.
    explicit LoopDetector(int limit) : m_limit(limit) {}

    /// To be called before each call is carried out. True: this would be number `limit` in a row.
    bool isLoop(const ToolCall &call);

    /// The picture the model sees from now on (its content hash). A new picture breaks a row.
    void sawPicture(const QString &hash) { m_picture = hash; }

private:
    int m_limit;
    int m_repeats = 0;
    QString m_picture;
    QByteArray m_last;
};

} // namespace pilothouse
