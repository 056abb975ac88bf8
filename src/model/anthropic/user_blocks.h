#pragma once

#include "model/anthropic/conversation.h"

namespace pilothouse {

/// Writes the user's side of one conversation, message after message. Counts the pictures on the
/// way, as what may be done with one depends on how many there are in all.
class UserBlocks
{
public:
    /// `pictures`: in the whole conversation.
    UserBlocks(const PictureRules &rules, qsizetype pictures);

    /// Answers first, then texts and pictures. InvalidArgument: a picture that the API would
    /// refuse.
    Result<QByteArrayList> write(const UserTurn &turn);

private:
    Result<QByteArray> answerBlock(const ToolAnswer &answer);
    Result<QByteArrayList> pictureBlocks(const Picture &picture);
    Result<QByteArray> sentPicture(const Picture &picture);
    Result<QByteArray> pictureBlock(const Picture &picture);
    Result<> check(const Picture &picture) const;

    PictureRules m_rules;
    qsizetype m_pictures;
    qsizetype m_leftOut;
    qsizetype m_written = 0;
    QByteArrayList m_beside; ///< the answers of one message
    int m_numbered = 0;      ///< of them
};

} // namespace pilothouse
