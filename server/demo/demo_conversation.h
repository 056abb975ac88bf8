#pragma once

#include <QJsonObject>
#include <QList>
#include <QSize>
#include <QString>

namespace pilothouse {

/// What the demo model needs to know of a request: all its memory is the conversation.
struct DemoConversation
{
    struct Answer
    {
        QString text;
        bool isError = false;
    };

    QString order;         ///< the text of the last message in which the user says something
    QList<Answer> answers; ///< of the calls made for it so far, in order
    bool isFirstReply = true;
    bool wantsSummary = false; ///< it ends with kSummaryOrder
    QSize pictureSize;         ///< of the latest picture in it; invalid when there is none
};

/// Reads `messages` of a request body; tolerant: what is not understood is skipped. Text beside
/// tool results is a new order too: that is how a message after an interruption arrives. Only text
/// in angle or square brackets is a note of the program that runs the tools.
DemoConversation readConversation(const QJsonObject &request);

} // namespace pilothouse
