#pragma once

#include "core/result.h"
#include "model/messages.h"

#include <QByteArrayList>

/// What the request builders of all APIs have in common: the turns as a conversation that keeps
/// the rules.
namespace pilothouse {

struct AskedCall
{
    QString id;
    QString toolset;
};

/// Neighbouring turns of one side, put together: some servers do so too, others do not.
struct TurnPart
{
    bool isUser = true;
    QList<ToolAnswer> answers = {}; ///< in the order of the calls, with their toolset
    QStringList texts = {};         ///< none of them blank
    QList<SentPicture> pictures = {};
    QByteArrayList blocks = {}; ///< of the model, as they came
    QList<AskedCall> calls = {};
    bool serverGoesOn = false; ///< the last block is the server's own work: it paused there
};

/// The user's first and last, roles alternating, each call answered once. A reply that ends in the
/// server's own work may be last. InvalidArgument: the turns break one of these rules; the message
/// names turn and id.
Result<QList<TurnPart>> turnParts(const QList<Turn> &turns);

/// Those that would be sent: an error has none.
qsizetype pictureCount(const QList<TurnPart> &parts);

/// How many of `count` pictures, oldest first, are left out: whole steps of kPictureStep, so that
/// the prefix a server has cached changes seldom; the newest kPicturesKept always stay. With `most`
/// steps of half of it, and no more than `most` stay.
qsizetype picturesLeftOut(qsizetype count, int most = 0);

inline constexpr qsizetype kPicturesKept = 3;
inline constexpr qsizetype kPictureStep = 10;

/// The text of an answer: never empty unless it has pictures.
QString saying(const ToolAnswer &answer);

} // namespace pilothouse
