#include "gptme/retold_texts.h"

namespace pilothouse {

using namespace Qt::StringLiterals;

QJsonObject turnJson(const TurnEnded &turn)
{
    return {{u"model"_s, turn.model},
            {u"cost"_s, turn.costUsd},
            {u"usage"_s, QJsonObject{{u"input_tokens"_s, turn.usage.input},
                                     {u"output_tokens"_s, turn.usage.output},
                                     {u"cache_read_tokens"_s, turn.usage.cacheRead},
                                     {u"cache_creation_tokens"_s,
                                      turn.usage.cacheWrite5m + turn.usage.cacheWrite1h}}}};
}

QString endOf(const RunEnded &ended)
{
    const QString reason = ended.message.isEmpty() ? u"The run ended."_s : ended.message;
    const bool isPause = ended.outcome == RunOutcome::Paused || ended.outcome == RunOutcome::Budget;
    return isPause ? u"Paused: "_s + reason : reason;
}

QString pictureName(EventSeq seq, qsizetype index)
{
    const QString place = QString::number(seq);
    return index == 0 ? u"screenshots/%1.png"_s.arg(place)
                      : u"screenshots/%1-%2.png"_s.arg(place).arg(index);
}

} // namespace pilothouse
