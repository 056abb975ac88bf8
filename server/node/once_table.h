#pragma once

#include "wire/frame.h"

#include <QHash>
#include <QSet>

namespace pilothouse {

/// What became of the requests of one server: each id is carried out once, however often it comes,
/// and its answer is kept until the server has it. Ids count up. Pure.
class OnceTable
{
public:
    enum class Arrival {
        New,      ///< is to be carried out
        Running,  ///< came before: its answer will be sent
        Answered, ///< came before: answerTo() is to be sent again
        Past,     ///< is not to be carried out, and no answer is left of it
    };

    /// `settled`: answers up to this id have arrived.
    Arrival arrive(qint64 id, qint64 settled);
    /// It is not wanted any more: should it come yet, it is Past. Returns whether it runs.
    bool bar(qint64 id);
    void keepAnswer(qint64 id, const WireFrame &answer);
    WireFrame answerTo(qint64 id) const { return m_answers.value(id); }

    qsizetype running() const { return m_running.size(); }
    qint64 last() const { return m_last; } ///< the highest id that came

private:
    qint64 m_last = 0;
    QSet<qint64> m_running;
    QHash<qint64, WireFrame> m_answers;
};

} // namespace pilothouse
