#pragma once

#include "demo/demo_conversation.h"
#include "demo/demo_tools.h"

#include <QSet>

namespace pilothouse {

/// All that is to be done for one order, and how far the answers show it has come.
class DemoPlan
{
public:
    DemoPlan(const DemoConversation &conversation, const DemoTools &tools);

    bool isTour() const { return m_tour; }
    /// Calls, without those that were done over.
    int callCount() const { return int(m_calls.size() - m_corrected.size()); }
    int doneCount() const { return int(m_done - m_corrected.size()); }
    /// Why the order cannot go on; empty: it can.
    QString failure() const;
    /// What is said and thought before the next calls, or at the end.
    QStringList words() const;
    QStringList thoughts() const;
    /// The next calls; empty: all is done. Several only if `batch`.
    QList<DemoStep> nextCalls(bool batch) const;
    /// What is left to do, as an order: the demo model's summary of its conversation.
    QString rest() const;
    /// What shell and editor answered to what, for the closing words.
    QStringList findings() const;
    /// The step with the id of the element that it names: of the latest answer with such a row. As
    /// it is where there is none: the tool says so.
    DemoStep withElement(DemoStep step) const;

private:
    /// An editor that names the path it would take gets a second call with it.
    void takeSuggestions();
    /// The steps between the last answered call and the next one.
    QList<DemoStep> pending() const;

    bool m_tour = false;
    int m_done = 0;
    QList<DemoStep> m_steps;
    QList<DemoStep> m_calls; ///< those of m_steps which are calls
    QList<DemoConversation::Answer> m_answers;
    QSet<int> m_corrected; ///< calls that failed and were followed by a better one
};

} // namespace pilothouse
